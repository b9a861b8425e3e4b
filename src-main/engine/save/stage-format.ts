import { join } from 'node:path'
import { Failure } from '../../../src-shared/failure.ts'
import { fileNameOf } from '../../../src-shared/formats/file-name.ts'
import { pickFormats } from '../../../src-shared/formats/registry.ts'
import type { Report } from '../../../src-shared/report.ts'
import type { FileSystem } from './file-system.ts'
import { prepareFormat } from './prepare-format.ts'
import { recordNameOf } from './record-name.ts'
import { outputExists, saveFailure } from './save-failure.ts'
import type { SaveJob, StagedFile } from './save-job.ts'
import { type OnStep, stageFile } from './stage-file.ts'

/** A staged file, or why it could not be. */
export type StageOutcome = StagedFile | ReturnType<Failure['toJSON']>

export const isStaged = (outcome: StageOutcome): outcome is StagedFile => 'temporary' in outcome

/**
 * Stages the file of one format of a save in its folder, links resolved. A failure is an outcome; what throws is `E_CANCELLED`
 * and faults of Hilum's own.
 */
export async function stageFormat(
  files: FileSystem,
  job: SaveJob,
  { folder, id }: { readonly folder: string; readonly id: string },
  onStep: OnStep,
  report: Report,
): Promise<StageOutcome> {
  const [format] = pickFormats([id])
  if (format === undefined) throw new Failure('E_INTERNAL', `There is no format ${id}.`)
  const name = fileNameOf(format, job.name)
  try {
    // one without a record may be what a save left that was cut short: which, its bytes will tell
    const isTaken = async (one: string): Promise<boolean> => files.taken(join(folder, one))
    if (job.existing === 'refuse' && (await isTaken(name)) && (await isTaken(recordNameOf(job.name)))) {
      throw outputExists(job.folder, name)
    }
    return await stageFile(files, folder, prepareFormat(format, job), onStep, report)
  } catch (error) {
    const failure = saveFailure(error, job.folder, name)
    if (failure.code === 'E_CANCELLED') throw failure
    return failure.toJSON()
  }
}
