import type { SavedFile } from '../../../src-shared/contract.ts'
import { pickFormats } from '../../../src-shared/formats/registry.ts'
import { countBits } from '../../../src-shared/mask.ts'
import { makeSurface } from '../make-surface.ts'
import type { SaveJob } from '../save/save-job.ts'
import { saveResults } from '../save/save-results.ts'
import type { TaskContext } from '../task-context.ts'

export type SaveTaskEvent = { readonly type: 'file'; readonly file: SavedFile }

/** Saves in a thread, making the surface first where a format needs one that is not there yet. */
export async function saveTask(
  input: { job: SaveJob; smoothingIterations: number },
  context: TaskContext<SaveTaskEvent>,
): Promise<SavedFile[]> {
  const { job, smoothingIterations } = input
  const needsMesh = job.mesh === null && pickFormats(job.formats).some((format) => format.needs === 'mesh')
  const mesh =
    needsMesh && countBits(job.mask) > 0
      ? makeSurface(job.mask, job.grid, smoothingIterations, context).smooth
      : job.mesh
  return saveResults({ ...job, mesh }, (file) => context.emit({ type: 'file', file }), context.report('save'))
}
