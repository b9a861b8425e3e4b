import { Failure } from '../../src-shared/failure.ts'
import type { Grid } from '../../src-shared/geometry.ts'
import { countCubes, createSlabCounts, slabCount } from '../../src-shared/imaging/count-cubes.ts'
import { fillCubes } from '../../src-shared/imaging/fill-cubes.ts'
import { type EnclosedVolume, finishMesh, marchingCubes, planMesh } from '../../src-shared/imaging/marching-cubes.ts'
import { smoothMesh } from '../../src-shared/imaging/smooth-mesh.ts'
import { isLung, type LabelMask, type LabelName } from '../../src-shared/labels.ts'
import type { BitMask } from '../../src-shared/mask.ts'
import type { Mesh } from '../../src-shared/mesh.ts'
import type { Report } from '../../src-shared/report.ts'
import type { Decimate } from './decimate-mesh.ts'
import { type Crew, shareWork } from './lead-crew.ts'
import type { TaskContext } from './task-context.ts'

/** The surface of one label as marching cubes makes it, and as it was asked for. */
export interface MadeSurface {
  readonly label: number
  readonly name: LabelName
  readonly rough: Mesh & EnclosedVolume
  /** The same mesh for no iterations. */
  readonly smooth: Mesh
  /** Smoothed and decimated; the same mesh as `smooth` without decimation. */
  readonly mesh: Mesh
  /** True where decimation would have opened it, so that it kept its triangles. */
  readonly refused: boolean
}

/** The closed surface of each label that has voxels, as it is, smoothed and decimated, helped by a crew if there is one. Throws `E_NO_LUNGS` where there is no lung. */
export function makeSurfaces(
  labels: readonly LabelMask[],
  grid: Grid,
  { smoothingIterations, decimate = (mesh) => mesh }: { smoothingIterations: number; decimate?: Decimate },
  context: Pick<TaskContext, 'report'>,
  crew: Crew | null = null,
): MadeSurface[] {
  const made = labels.map(({ label, name, mask }, n) => {
    const part = (step: string): Report => {
      const whole = context.report(step)
      return (done, total) => whole(n * total + done, labels.length * total)
    }
    const report = part('surface')
    const rough = crew === null ? marchingCubes(mask, grid, report) : sharedCubes(crew, mask, grid, report)
    const smooth = smoothMesh(rough, smoothingIterations, part('smoothing'))
    const fewer = decimate(smooth)
    return { label, name, rough, smooth, mesh: fewer ?? smooth, refused: fewer === null }
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

const piecesOfThread = 8

/** `marchingCubes`, either pass shared out. */
function sharedCubes(crew: Crew, mask: BitMask, grid: Grid, report: Report): Mesh & EnclosedVolume {
  const count = slabCount(mask)
  const size = Math.max(1, Math.ceil(count / (piecesOfThread * (1 + crew.ports.length))))
  const counts = createSlabCounts(mask)
  const volumes = shareWork(
    crew,
    'countCubes',
    { input: { mask, counts }, count, size },
    (from, to) => countCubes(mask, from, to, counts),
    (done) => report(done, 2 * count),
  )
  const plan = planMesh(counts)
  shareWork(
    crew,
    'fillCubes',
    { input: { mask, grid, plan }, count, size },
    (from, to) => fillCubes(mask, grid, plan, from, to),
    (done) => report(count + done, 2 * count),
  )
  return finishMesh(
    plan,
    grid,
    volumes.reduce((sum, volume) => sum + volume, 0),
  )
}
