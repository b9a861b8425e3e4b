import type { SavedFile } from '../../../src-shared/contract.ts'
import type { LabelSurface } from '../../../src-shared/formats/format.ts'
import { pickFormats } from '../../../src-shared/formats/registry.ts'
import { joinMeshes } from '../../../src-shared/imaging/join-meshes.ts'
import { isLung } from '../../../src-shared/labels.ts'
import { countBits } from '../../../src-shared/mask.ts'
import type { SurfaceOptions } from '../../../src-shared/surface-options.ts'
import { prepareDecimation } from '../decimate-mesh.ts'
import { surfaceChange } from '../describe-surface.ts'
import { type Crew, dismissCrew } from '../lead-crew.ts'
import { makeSurfaces } from '../make-surface.ts'
import { nodeFileSystem } from '../save/file-system.ts'
import type { SaveJob } from '../save/save-job.ts'
import { saveResults } from '../save/save-results.ts'
import { stageHere, stageWithCrew } from '../save/stage-formats.ts'
import type { TaskContext } from '../task-context.ts'

export type SaveTaskEvent = { readonly type: 'file'; readonly file: SavedFile }

export interface SaveTaskInput {
  readonly job: Omit<SaveJob, 'mesh' | 'surfaces'>
  /** Those of the labels, where they were made already. */
  readonly surfaces: readonly LabelSurface[] | null
  readonly options: SurfaceOptions
  /** Threads that help, if any. */
  readonly crew?: Crew
}

/** Saves in a thread, making the surface first where a format needs one that is not there yet. */
export async function saveTask(input: SaveTaskInput, context: TaskContext<SaveTaskEvent>): Promise<SavedFile[]> {
  const needs = new Set(pickFormats(input.job.formats).map((format) => format.needs))
  const needsEach = needs.has('surfaces')
  const made = needs.has('mesh') || needsEach ? await labelSurfaces(input, needsEach, context) : null
  const surfaces = made?.surfaces ?? null
  const lungs = (surfaces ?? []).filter(isLung).map(({ mesh }) => mesh)
  const mesh = needs.has('mesh') && lungs.length > 0 ? joinMeshes(lungs) : null
  const job = { ...input.job, record: made?.record ?? input.job.record }
  const each = needsEach && surfaces !== null ? { surfaces } : {}
  const report = context.report('save')
  const { crew } = input
  try {
    return await saveResults(
      { ...job, mesh, ...each },
      (file) => context.emit({ type: 'file', file }),
      report,
      nodeFileSystem,
      crew === undefined ? stageHere(nodeFileSystem, report) : stageWithCrew(crew, report),
    )
  } finally {
    if (crew !== undefined) dismissCrew(crew)
  }
}

interface Made {
  readonly surfaces: readonly LabelSurface[]
  /** With what smoothing and decimation did. */
  readonly record: SaveJob['record']
}

/** The closed surface of each lung, of airways too where `all` are needed; null where there is no lung. */
async function labelSurfaces(
  { job, surfaces, options }: SaveTaskInput,
  all: boolean,
  context: TaskContext<SaveTaskEvent>,
): Promise<Made | null> {
  const { labels, grid, record } = job
  if (surfaces !== null) return { surfaces, record }
  const full = labels.filter((label) => (all || isLung(label)) && countBits(label.mask) > 0)
  if (!full.some(isLung)) return null
  const decimate = await prepareDecimation(options.decimationPercent ?? 0)
  const made = makeSurfaces(full, grid, { ...options, decimate }, context)
  const change = surfaceChange(made)
  return {
    surfaces: made.map(({ label, name, mesh }) => ({ label, name, mesh })),
    record: change === null ? record : { ...record, surfaceChange: change },
  }
}
