import { type Grid, indexToPoint, pointToIndex, type Vec3 } from '../geometry.ts'
import { gridDifferences } from '../require-same-grid.ts'
import type { Labelmap } from './labelmap.ts'

/**
 * A labelmap that may be cropped and holds a box of the voxels of `grid`, on the whole of it, 0 around the box. Its axes must lie as
 * those of `grid` (`layOnto`); any other labelmap stays as it is. Voxels are only moved.
 */
export function padOnto(labelmap: Labelmap, grid: Grid): Labelmap {
  const { size, voxels, mayBeCropped = false } = labelmap
  if (labelmap.grid === null || !mayBeCropped || size.every((n, axis) => n === grid.size[axis])) return labelmap
  const first = pointToIndex(grid, labelmap.grid.origin).map(Math.round) as unknown as Vec3
  const fits = first.every((at, axis) => at >= 0 && at + (size[axis] as number) <= (grid.size[axis] as number))
  const box = { ...grid, size, origin: indexToPoint(grid, first) }
  if (!fits || gridDifferences(labelmap.grid, box).length > 0) return labelmap
  const [nx, ny, nz] = grid.size
  const out = new Uint8Array(nx * ny * nz)
  for (let k = 0, from = 0; k < size[2]; k++) {
    for (let j = 0; j < size[1]; j++, from += size[0]) {
      out.set(voxels.subarray(from, from + size[0]), ((first[2] + k) * ny + first[1] + j) * nx + first[0])
    }
  }
  return { ...labelmap, size: grid.size, grid, voxels: out }
}
