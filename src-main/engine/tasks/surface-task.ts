import type { Grid } from '../../../src-shared/geometry.ts'
import { meshVolumeMm3 } from '../../../src-shared/imaging/mesh-volume.ts'
import type { BitMask } from '../../../src-shared/mask.ts'
import type { Mesh } from '../../../src-shared/mesh.ts'
import { type Crew, dismissCrew } from '../lead-crew.ts'
import { makeSurface } from '../make-surface.ts'
import { shareArray } from '../share-array.ts'
import type { TaskContext } from '../task-context.ts'

export interface SurfaceOutput {
  readonly mesh: Mesh
  readonly volumeMl: number
  /** Change of volume by smoothing, in per cent of the unsmoothed surface's. */
  readonly smoothingChangePercent: number
}

/** The surface of a mask in shared memory. Throws `E_NO_LUNGS` for an empty mask. */
export function surfaceTask(
  input: { mask: BitMask; grid: Grid; smoothingIterations: number; crew?: Crew },
  context: TaskContext,
): SurfaceOutput {
  const { rough, smooth } = surfaceOf(input, context)
  const roughMm3 = meshVolumeMm3(rough)
  const smoothMm3 = smooth === rough ? roughMm3 : meshVolumeMm3(smooth)
  return {
    mesh: { positions: shareArray(smooth.positions), indices: shareArray(smooth.indices) },
    volumeMl: smoothMm3 / 1000,
    smoothingChangePercent: roughMm3 === 0 ? 0 : (100 * (smoothMm3 - roughMm3)) / roughMm3,
  }
}

function surfaceOf(
  { mask, grid, smoothingIterations, crew }: Parameters<typeof surfaceTask>[0],
  context: TaskContext,
): ReturnType<typeof makeSurface> {
  try {
    return makeSurface(mask, grid, smoothingIterations, context, crew)
  } finally {
    if (crew !== undefined) dismissCrew(crew)
  }
}
