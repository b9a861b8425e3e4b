import type { SavedFile } from '../../../src-shared/contract.ts'
import type { LabelSurface } from '../../../src-shared/formats/format.ts'
import { pickFormats } from '../../../src-shared/formats/registry.ts'
import { joinMeshes } from '../../../src-shared/imaging/join-meshes.ts'
import { isLung } from '../../../src-shared/labels.ts'
import { countBits } from '../../../src-shared/mask.ts'
import { makeSurfaces } from '../make-surface.ts'
import type { SaveJob } from '../save/save-job.ts'
import { saveResults } from '../save/save-results.ts'
import type { TaskContext } from '../task-context.ts'

export type SaveTaskEvent = { readonly type: 'file'; readonly file: SavedFile }

export interface SaveTaskInput {
  readonly job: Omit<SaveJob, 'mesh' | 'surfaces'>
  /** Those of the labels, where they were made already. */
  readonly surfaces: readonly LabelSurface[] | null
  readonly smoothingIterations: number
}

/** Saves in a thread, making the surface first where a format needs one that is not there yet. */
export async function saveTask(input: SaveTaskInput, context: TaskContext<SaveTaskEvent>): Promise<SavedFile[]> {
  const { job } = input
  const needs = new Set(pickFormats(job.formats).map((format) => format.needs))
  const needsEach = needs.has('surfaces')
  const surfaces = needs.has('mesh') || needsEach ? labelSurfaces(input, needsEach, context) : null
  const lungs = (surfaces ?? []).filter(isLung).map(({ mesh }) => mesh)
  const mesh = needs.has('mesh') && lungs.length > 0 ? joinMeshes(lungs) : null
  const each = needsEach && surfaces !== null ? { surfaces } : {}
  return saveResults({ ...job, mesh, ...each }, (file) => context.emit({ type: 'file', file }), context.report('save'))
}

/** The closed surface of each lung, of airways too where `all` are needed; null where there is no lung. */
function labelSurfaces(
  { job, surfaces, smoothingIterations }: SaveTaskInput,
  all: boolean,
  context: TaskContext<SaveTaskEvent>,
): readonly LabelSurface[] | null {
  if (surfaces !== null) return surfaces
  const full = job.labels.filter((label) => (all || isLung(label)) && countBits(label.mask) > 0)
  if (!full.some(isLung)) return null
  return makeSurfaces(full, job.grid, smoothingIterations, context).map(({ label, name, smooth: mesh }) => ({
    label,
    name,
    mesh,
  }))
}
