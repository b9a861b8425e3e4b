import { cancelled } from '../../../src-shared/failure.ts'
import type { Report } from '../../../src-shared/report.ts'
import { inLanes } from '../in-lanes.ts'
import { type Crew, shareWaiting } from '../lead-crew.ts'
import { type FileSystem, nodeFileSystem } from './file-system.ts'
import type { SaveJob } from './save-job.ts'
import { type OnStep, removeTemporary } from './stage-file.ts'
import { isStaged, type StageOutcome, stageFormat } from './stage-format.ts'

/** Steps of file n. */
export type OnFileStep = (n: number, ...step: Parameters<OnStep>) => void

/** Stages the files of these formats and gives what became of each. Where it throws, nothing is left of any. */
export type StageFormats = (
  job: SaveJob,
  folder: string,
  ids: readonly string[],
  onStep: OnFileStep,
) => Promise<StageOutcome[]>

/** One file is packed, written or synced by the system while another is made or proved in this thread. */
const filesAtOnce = 2

/** In this thread. */
export const stageHere =
  (files: FileSystem, report: Report): StageFormats =>
  async (job, folder, ids, onStep) => {
    const outcomes: StageOutcome[] = []
    try {
      return await inLanes(filesAtOnce, ids.length, undefined, async (n, stopped) => {
        const heed: Report = (done, total) => {
          if (stopped.aborted) throw cancelled()
          report(done, total)
        }
        const outcome = await stageFormat(
          files,
          job,
          { folder, id: ids[n] as string },
          (...step) => onStep(n, ...step),
          heed,
        )
        outcomes.push(outcome)
        return outcome
      })
    } catch (error) {
      await removeStaged(files, outcomes)
      throw error
    }
  }

/** In this thread and in those of a crew. */
export const stageWithCrew =
  (crew: Crew, report: Report): StageFormats =>
  async (job, folder, ids, onStep) => {
    // thrown at what a helper says, it would be nobody's to catch
    let stopped: { readonly reason: unknown } | undefined
    const settled = await shareWaiting(
      crew,
      'stageFile',
      { input: { job, folder, ids }, count: ids.length },
      (n) =>
        stageFormat(nodeFileSystem, job, { folder, id: ids[n] as string }, (...step) => onStep(n, ...step), report),
      (n, step) => {
        try {
          onStep(n, ...(step as Parameters<OnStep>))
        } catch (reason) {
          stopped = { reason }
        }
      },
    )
    const failed = stopped ?? settled.find((one) => one.status === 'rejected')
    const outcomes = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
    if (failed === undefined) return outcomes
    await removeStaged(nodeFileSystem, outcomes)
    throw failed.reason
  }

/** Removes what will get no name. */
export async function removeStaged(files: FileSystem, outcomes: readonly StageOutcome[]): Promise<void> {
  for (const outcome of outcomes) if (isStaged(outcome)) await removeTemporary(files, outcome.temporary)
}
