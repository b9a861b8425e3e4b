import { Failure } from '../../src-shared/failure.ts'
import type { Grid } from '../../src-shared/geometry.ts'
import { marchingCubes } from '../../src-shared/imaging/marching-cubes.ts'
import { smoothMesh } from '../../src-shared/imaging/smooth-mesh.ts'
import type { BitMask } from '../../src-shared/mask.ts'
import type { Mesh } from '../../src-shared/mesh.ts'
import type { TaskContext } from './task-context.ts'

/** The surface of a mask as it is and smoothed, the same mesh for no iterations. Throws `E_NO_LUNGS` for an empty mask. */
export function makeSurface(
  mask: BitMask,
  grid: Grid,
  smoothingIterations: number,
  context: Pick<TaskContext, 'report'>,
): { rough: Mesh; smooth: Mesh } {
  const rough = marchingCubes(mask, grid, context.report('surface'))
  if (rough.indices.length === 0) {
    throw new Failure(
      'E_NO_LUNGS',
      'The mask is empty, so it has no surface. Change the parameters and run the method again.',
    )
  }
  return { rough, smooth: smoothMesh(rough, smoothingIterations, context.report('smoothing')) }
}
