import { Failure } from '../../../src-shared/failure.ts'
import type { Grid } from '../../../src-shared/geometry.ts'
import { marchingCubes } from '../../../src-shared/imaging/marching-cubes.ts'
import { meshVolumeMm3 } from '../../../src-shared/imaging/mesh-volume.ts'
import { smoothMesh } from '../../../src-shared/imaging/smooth-mesh.ts'
import type { BitMask } from '../../../src-shared/mask.ts'
import type { Mesh } from '../../../src-shared/mesh.ts'
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
  input: { mask: BitMask; grid: Grid; smoothingIterations: number },
  context: TaskContext,
): SurfaceOutput {
  const rough = marchingCubes(input.mask, input.grid, context.report('surface'))
  if (rough.indices.length === 0) {
    throw new Failure(
      'E_NO_LUNGS',
      'The mask is empty, so it has no surface. Change the parameters and run the method again.',
    )
  }
  const smooth =
    input.smoothingIterations === 0 ? rough : smoothMesh(rough, input.smoothingIterations, context.report('smoothing'))
  const roughMm3 = meshVolumeMm3(rough)
  const smoothMm3 = smooth === rough ? roughMm3 : meshVolumeMm3(smooth)
  return {
    mesh: { positions: shareArray(smooth.positions), indices: shareArray(smooth.indices) },
    volumeMl: smoothMm3 / 1000,
    smoothingChangePercent: roughMm3 === 0 ? 0 : (100 * (smoothMm3 - roughMm3)) / roughMm3,
  }
}
