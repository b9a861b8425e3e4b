import { type Grid, voxelVolumeMm3 } from '../geometry.ts'
import type { BitMask } from '../mask.ts'
import type { Mesh } from '../mesh.ts'
import { noReport, type Report } from '../report.ts'
import { countCubes, createSlabCounts, type SlabCounts, slabCount } from './count-cubes.ts'
import { fillCubes, type MeshPlan } from './fill-cubes.ts'
import { sharedFloat32, sharedUint32 } from './shared-array.ts'

/**
 * The surface of a mask at level 0.5, in LPS mm: closed (the volume's surroundings count as background), every edge in
 * exactly two triangles, vertices shared, triangles counter-clockwise seen from outside on every grid (also sheared and
 * left-handed ones). Vertices lie halfway between the centres of a voxel inside and one outside.
 *
 * An empty mask gives an empty mesh. The mesh lies in shared memory. Goes through the mask twice, slab by slab: once to
 * count, so that everything is then written to its place and nothing is copied; `report` is called per slab. Threads can
 * share either pass (`countCubes`, `planMesh`, `fillCubes`), and what comes out does not depend on it.
 * Source: W. Lorensen, H. Cline, "Marching cubes: a high resolution 3D surface construction algorithm", Computer Graphics
 * 21(4), 1987, 163-169; table see `cubeTriangles`; the two passes after W. Schroeder, R. Maynard, B. Geveci, "Flying edges:
 * a high-performance scalable isocontouring algorithm", LDAV 2015, doi 10.1109/LDAV.2015.7348069.
 */
export function marchingCubes(mask: BitMask, grid: Grid, report: Report = noReport): Mesh & EnclosedVolume {
  const slabs = slabCount(mask)
  const counts = createSlabCounts(mask)
  const volume = countCubes(mask, 0, slabs, counts, (done) => report(done, 2 * slabs))
  const plan = planMesh(counts)
  fillCubes(mask, grid, plan, 0, slabs, (done) => report(slabs + done, 2 * slabs))
  return finishMesh(plan, grid, volume)
}

/** What a surface encloses, exact but for the last bit: its vertices lie on halves of voxels. */
export interface EnclosedVolume {
  readonly volumeMm3: number
}

/** Room for a surface of so many vertices and triangles, and where each slab's begin. */
export function planMesh(counts: SlabCounts): MeshPlan {
  const slabs = counts.length / 4
  const starts = sharedUint32(2 * slabs)
  let [vertices, corners] = [0, 0]
  for (let k = 0; k < slabs; k++) {
    starts[2 * k] = vertices
    starts[2 * k + 1] = corners
    vertices += (counts[4 * k] as number) + (counts[4 * k + 1] as number) + (counts[4 * k + 2] as number)
    corners += counts[4 * k + 3] as number
  }
  return { counts, starts, positions: sharedFloat32(3 * vertices), indices: sharedUint32(corners) }
}

/** The mesh once all slabs are filled; `volume` is the sum of what `countCubes` gave. */
export function finishMesh({ positions, indices }: MeshPlan, grid: Grid, volume: number): Mesh & EnclosedVolume {
  return { positions, indices, volumeMm3: (volume * voxelVolumeMm3(grid)) / 48 }
}
