import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { dicomErrors } from '../support/dicom-errors.ts'
import { describeWithJudges } from '../support/judges.ts'
import { runPython } from '../support/python.ts'
import { runCommand } from '../support/run-command.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { describeWithData } from '../support/test-data.ts'

const judge = fileURLToPath(new URL('lossy_judge.py', import.meta.url))

describeWithData('a SEG of a chest', ['chest-ct64', 'dicom'], (study) => {
  describeWithJudges('once compressed with loss', ['pydicom', 'dciodvfy'], () => {
    async function saved(source: string): Promise<string> {
      const out = join(temporaryFolder(), 'saved')
      const run = await runCommand(['segment', source, '--out', out, '--formats', 'seg', '--method', 'article'])
      expect(run.status, run.err).toBe(0)
      return join(out, 'lungs.seg.dcm')
    }
    const told = (seg: string): unknown => JSON.parse(runPython([judge, 'read', seg]))

    test('in no file says so', async () => {
      expect(told(await saved(study))).toEqual({ compression: '00', ratios: [], methods: [] })
    })

    test.each([
      ['12.5', 'ISO_10918_1', { ratios: [12.5], methods: ['ISO_10918_1'] }],
      ['8,2.25', 'ISO_14495_1,ISO_15444_1', { ratios: [8, 2.25], methods: ['ISO_14495_1', 'ISO_15444_1'] }],
      ['', '', { ratios: [], methods: [] }],
    ])('in one file, by %s with %s, says the same', async (ratios, methods, expected) => {
      const copy = join(temporaryFolder(), 'study')
      cpSync(study, copy, { recursive: true })
      runPython([judge, 'mark', copy, ratios, methods])
      const seg = await saved(copy)
      expect(told(seg)).toEqual({ compression: '01', ...expected })
      expect(dicomErrors(seg)).toEqual([])
    })
  })
})
