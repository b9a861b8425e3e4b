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
import { isLung, type LabelMask, type LabelName } from '../../src-shared/labels.ts'
import type { BitMask } from '../../src-shared/mask.ts'
import type { Mesh } from '../../src-shared/mesh.ts'
import type { Report } from '../../src-shared/report.ts'
import { type Crew, shareWork } from './lead-crew.ts'
import type { TaskContext } from './task-context.ts'

export interface LabelSurface {
  readonly label: number
  readonly name: LabelName
  readonly rough: Mesh
  /** The same mesh for no iterations. */
  readonly smooth: Mesh
}

/** The closed surface of each label that has voxels, as it is and smoothed, helped by a crew if there is one. Throws `E_NO_LUNGS` where there is no lung. */
export function makeSurfaces(
  labels: readonly LabelMask[],
  grid: Grid,
  smoothingIterations: number,
  context: Pick<TaskContext, 'report'>,
  crew: Crew | null = null,
): LabelSurface[] {
  const made = labels.map(({ label, name, mask }, n) => {
    const part = (step: string): Report => {
      const whole = context.report(step)
      return (done, total) => whole(n * total + done, labels.length * total)
    }
    const report = part('surface')
    const rough = crew === null ? marchingCubes(mask, grid, report) : sharedCubes(crew, mask, grid, report)
    return { label, name, rough, smooth: smoothMesh(rough, smoothingIterations, part('smoothing')) }
  })
  const surfaces = made.filter(({ rough }) => rough.indices.length > 0)
  if (!surfaces.some(isLung)) {
    throw new Failure(
      'E_NO_LUNGS',
      'The mask is empty, so it has no surface. Change the parameters and run the method again.',
    )
  }
  return surfaces
}

// each piece has numbers of its own for two slices of vertices
const piecesOfThread = 2

function sharedCubes(crew: Crew, mask: BitMask, grid: Grid, report: Report): Mesh {
  const count = slabCount(mask)
  const size = Math.max(1, Math.ceil(count / (piecesOfThread * (1 + crew.ports.length))))
  const own = (from: number, to: number): MeshPiece => meshSlabs(mask, grid, from, to)
  return joinMeshPieces(shareWork(crew, 'slabs', { input: { mask, grid }, count, size }, own, report))
}
