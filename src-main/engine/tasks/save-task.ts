import type { SavedFile } from '../../../src-shared/contract.ts'
import { pickFormats } from '../../../src-shared/formats/registry.ts'
import { joinMeshes } from '../../../src-shared/imaging/join-meshes.ts'
import { isLung } from '../../../src-shared/labels.ts'
import { countBits } from '../../../src-shared/mask.ts'
import type { Mesh } from '../../../src-shared/mesh.ts'
import { makeSurfaces } from '../make-surface.ts'
import type { SaveJob } from '../save/save-job.ts'
import { saveResults } from '../save/save-results.ts'
import type { TaskContext } from '../task-context.ts'

export type SaveTaskEvent = { readonly type: 'file'; readonly file: SavedFile }

export interface SaveTaskInput {
  readonly job: Omit<SaveJob, 'mesh'>
  /** Those of the lungs, where they were made already. */
  readonly surfaces: readonly Mesh[] | null
  readonly smoothingIterations: number
}

/** Saves in a thread, making the surface first where a format needs one that is not there yet. */
export async function saveTask(input: SaveTaskInput, context: TaskContext<SaveTaskEvent>): Promise<SavedFile[]> {
  const { job } = input
  const needsMesh = pickFormats(job.formats).some((format) => format.needs === 'mesh')
  const mesh = needsMesh ? lungSurface(input, context) : null
  return saveResults({ ...job, mesh }, (file) => context.emit({ type: 'file', file }), context.report('save'))
}

/** One mesh of all that is lung, each lung closed; null where there is none. */
function lungSurface(
  { job, surfaces, smoothingIterations }: SaveTaskInput,
  context: TaskContext<SaveTaskEvent>,
): Mesh | null {
  if (surfaces !== null) return joinMeshes(surfaces)
  const lungs = job.labels.filter((label) => isLung(label) && countBits(label.mask) > 0)
  if (lungs.length === 0) return null
  return joinMeshes(makeSurfaces(lungs, job.grid, smoothingIterations, context).map(({ smooth }) => smooth))
}
