import { Failure } from '../../src-shared/failure.ts'
import type { Grid } from '../../src-shared/geometry.ts'
import {
  joinMeshPieces,
  type MeshPiece,
  marchingCubes,
  meshSlabs,
  slabCount,
} from '../../src-shared/imaging/marching-cubes.ts'
import { smoothMesh } from '../../src-shared/imaging/smooth-mesh.ts'
import type { BitMask } from '../../src-shared/mask.ts'
import type { Mesh } from '../../src-shared/mesh.ts'
import type { Report } from '../../src-shared/report.ts'
import { type Crew, shareWork } from './lead-crew.ts'
import type { TaskContext } from './task-context.ts'

/**
 * The surface of a mask as it is and smoothed, the same mesh for no iterations, helped by a crew if there is one. Throws
 * `E_NO_LUNGS` for an empty mask.
 */
export function makeSurface(
  mask: BitMask,
  grid: Grid,
  smoothingIterations: number,
  context: Pick<TaskContext, 'report'>,
  crew: Crew | null = null,
): { rough: Mesh; smooth: Mesh } {
  const report = context.report('surface')
  const rough = crew === null ? marchingCubes(mask, grid, report) : sharedCubes(crew, mask, grid, report)
  if (rough.indices.length === 0) {
    throw new Failure(
      'E_NO_LUNGS',
      'The mask is empty, so it has no surface. Change the parameters and run the method again.',
    )
  }
  return { rough, smooth: smoothMesh(rough, smoothingIterations, context.report('smoothing')) }
}

// each piece has numbers of its own for two slices of vertices
const piecesOfThread = 2

function sharedCubes(crew: Crew, mask: BitMask, grid: Grid, report: Report): Mesh {
  const count = slabCount(mask)
  const size = Math.max(1, Math.ceil(count / (piecesOfThread * (1 + crew.ports.length))))
  const own = (from: number, to: number): MeshPiece => meshSlabs(mask, grid, from, to)
  return joinMeshPieces(shareWork(crew, 'slabs', { input: { mask, grid }, count, size }, own, report))
}
