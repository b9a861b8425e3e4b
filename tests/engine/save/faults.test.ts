import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { saveResults } from '../../../src-main/engine/save/save-results.ts'
import { isTemporaryName } from '../../../src-main/engine/save/temporary-file.ts'
import type { SavedFile } from '../../../src-shared/contract.ts'
import { Failure } from '../../../src-shared/failure.ts'
import { noReport } from '../../../src-shared/report.ts'
import { failingFiles } from '../../support/fault-files.ts'
import { sampleJob } from '../../support/save-job.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const names = ['lungs.nii.gz', 'lungs.stl', 'run.json']
const quiet = () => {}

describe.each(['ENOSPC', 'EIO', 'EACCES', 'EROFS', 'EDQUOT'])('every operation fails once with %s', (code) => {
  test.each(['refuse', 'replace'] as const)(
    '%s: old or new, never torn, never "verified" without being there',
    async (existing) => {
      const whole = temporaryFolder()
      const { files: counted, count } = failingFiles(0, code)
      const old = existing === 'replace'
      if (old) for (const name of names) writeFileSync(join(whole, name), 'old')
      await saveResults(sampleJob(whole, { existing }), quiet, noReport, counted)
      const operations = count()
      expect(operations).toBeGreaterThan(30)
      const good = new Map(names.map((name) => [name, readFileSync(join(whole, name))]))
      let troubled = 0
      for (let n = 1; n <= operations; n++) {
        const folder = temporaryFolder()
        if (old) for (const name of names) writeFileSync(join(folder, name), 'old')
        const outcome = await saveResults(
          sampleJob(folder, { existing }),
          quiet,
          noReport,
          failingFiles(n, code).files,
        ).catch((error: unknown) => error)
        const rows: SavedFile[] = Array.isArray(outcome) ? outcome : []
        if (rows.length === 0) expect(outcome, `operation ${n}`).toBeInstanceOf(Failure)
        if (rows.some(({ status }) => status !== 'verified') || rows.length === 0) troubled++
        for (const row of rows) {
          if (row.status === 'verified') expect(existsSync(join(folder, row.name)), `operation ${n}`).toBe(true)
          else expect(row.code, `operation ${n}`).toMatch(/^E_(NO_SPACE|OUTPUT_NOT_WRITABLE)$/)
        }
        for (const name of readdirSync(folder)) {
          if (isTemporaryName(name)) continue
          const bytes = readFileSync(join(folder, name))
          const isOld = old && bytes.equals(Buffer.from('old'))
          // a record tells of what was saved: with one file missing it is another, but whole, record
          const isNew =
            name === 'run.json'
              ? !isOld && JSON.parse(bytes.toString()).program === 'Hilum'
              : good.get(name)?.equals(bytes)
          expect(isOld || isNew, `operation ${n}, ${name}`).toBe(true)
        }
      }
      // faults of cleaning up and of asking for free space are the only ones that may go unnoticed
      expect(troubled).toBeGreaterThan(operations * 0.7)
    },
  )
})
