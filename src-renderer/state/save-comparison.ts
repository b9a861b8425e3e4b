import type { Progress, SavedComparison } from '../../src-shared/contract.ts'
import { Failure } from '../../src-shared/failure.ts'
import { engine } from './engine.ts'
import { followToEnd, type Job } from './job.ts'

type SaveCall = Parameters<ReturnType<typeof engine>['client']['results']['saveComparison']>[0]

/** Saves a comparison as a job, to its end after a cancel too: the engine tells whether nothing is left, or the files had their names. */
export async function saveComparison(
  job: Job,
  call: Omit<SaveCall, 'jobId'>,
  onProgress: (progress: Progress) => void,
): Promise<SavedComparison> {
  const found: SavedComparison[] = []
  await followToEnd(
    () => engine().client.results.saveComparison({ ...call, jobId: job.id }),
    (event) => {
      if (event.type === 'progress') return onProgress(event)
      const { type: _done, ...saved } = event
      found.push(saved)
    },
  )
  const [saved] = found
  if (saved === undefined) throw new Failure('E_INTERNAL', 'The save ended without a word of its files. Save again.')
  return saved
}
