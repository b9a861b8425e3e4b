import type { Grid } from '../../../src-shared/geometry.ts'
import { meshVolumeMm3 } from '../../../src-shared/imaging/mesh-volume.ts'
import { isLung, type LabelMask, type LabelName } from '../../../src-shared/labels.ts'
import type { Mesh } from '../../../src-shared/mesh.ts'
import { type Crew, dismissCrew } from '../lead-crew.ts'
import { type LabelSurface, makeSurfaces } from '../make-surface.ts'
import { shareArray } from '../share-array.ts'
import type { TaskContext } from '../task-context.ts'

export interface SurfaceOutput {
  readonly parts: readonly { label: number; name: LabelName; mesh: Mesh; volumeMl: number }[]
  /** Of the lungs together. */
  readonly volumeMl: number
  /** Change of the lungs' volume by smoothing, in per cent of the unsmoothed surface's. */
  readonly smoothingChangePercent: number
}

/** The surface of each label in shared memory. Throws `E_NO_LUNGS` where there is no lung. */
export function surfaceTask(
  input: { labels: readonly LabelMask[]; grid: Grid; smoothingIterations: number; crew?: Crew },
  context: TaskContext,
): SurfaceOutput {
  let roughMm3 = 0
  let smoothMm3 = 0
  const surfaces = surfacesOf(input, context)
  const parts = surfaces.map(({ label, name, rough, smooth }) => {
    const own = smooth === rough ? rough.volumeMm3 : meshVolumeMm3(smooth)
    if (isLung({ name })) {
      smoothMm3 += own
      roughMm3 += rough.volumeMm3
    }
    const mesh = { positions: shareArray(smooth.positions), indices: shareArray(smooth.indices) }
    return { label, name, mesh, volumeMl: own / 1000 }
  })
  return {
    parts,
    volumeMl: smoothMm3 / 1000,
    smoothingChangePercent: roughMm3 === 0 ? 0 : (100 * (smoothMm3 - roughMm3)) / roughMm3,
  }
}

function surfacesOf(
  { labels, grid, smoothingIterations, crew }: Parameters<typeof surfaceTask>[0],
  context: TaskContext,
): LabelSurface[] {
  try {
    return makeSurfaces(labels, grid, smoothingIterations, context, crew)
  } finally {
    if (crew !== undefined) dismissCrew(crew)
  }
}
