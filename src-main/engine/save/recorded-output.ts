import type { RunRecord } from '../../../src-shared/run-record.ts'
import type { StagedFile } from './save-job.ts'

/** What a record lists of a file. */
export const recordedOutput = (file: StagedFile): RunRecord['outputs'][number] => ({
  file: file.name,
  format: file.format,
  bytes: file.bytes,
  sha256: file.sha256,
  verified: file.verified,
})
