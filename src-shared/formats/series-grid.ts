import { determinant, type Grid, indexToPoint, scale } from '../geometry.ts'

/**
 * The grid of the DICOM series that a labelmap's grid comes from: the same voxels with right-handed axes, as rows, columns and
 * their normal are. NIfTI keeps rows reversed.
 */
export function seriesGrid(grid: Grid): Grid {
  if (determinant(grid) > 0) return grid
  const [i, j, k] = grid.direction
  return { ...grid, origin: indexToPoint(grid, [0, grid.size[1] - 1, 0]), direction: [i, scale(j, -1), k] }
}
