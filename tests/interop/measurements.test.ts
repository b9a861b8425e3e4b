import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { describeWithJudges } from '../support/judges.ts'
import { runPython } from '../support/python.ts'
import { runCommand } from '../support/run-command.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { describeWithData } from '../support/test-data.ts'

const judge = fileURLToPath(new URL('measurements_judge.py', import.meta.url))

describeWithJudges('every figure computed again from the saved mask and CT', ['nibabel'], () => {
  for (const parts of [['chest-ct64', 'dicom'], ['chest-philips-5mm', 'sharp'], ['chest-siemens-8mm']]) {
    describeWithData(parts.join('/'), parts, (study) => {
      test('is the one in the table and in the JSON file', async () => {
        const out = join(temporaryFolder(), 'out')
        const formats = ['--formats', 'nifti,measurements-csv,measurements-json', '--with-image']
        const run = await runCommand(['segment', study, '--out', out, ...formats])
        expect(run.status, run.err).toBe(0)
        const verdict = JSON.parse(runPython([judge, out]))
        expect(verdict).toMatchObject({ figures: 34, inJson: 34, histogramDiffers: 0 })
        // the affine of NIfTI is float32
        expect(verdict.largest, verdict.where).toBeLessThan(1e-6)
      })
    })
  }
})
