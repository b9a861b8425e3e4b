import { type Grid, normalize, type Vec3 } from '../../src-shared/geometry.ts'

/** Grids of every kind a series can have, for a mask of this size. */
export function testGrids(size: Vec3): Record<string, Grid> {
  const upright = [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ] as const
  const origin: Vec3 = [-120.5, -80.25, -410]
  return {
    'one voxel a mm': { size, spacing: [1, 1, 1], origin: [0, 0, 0], direction: upright },
    'thick slices': { size, spacing: [0.7, 0.8, 5], origin, direction: upright },
    'left-handed': { size, spacing: [0.7, 0.8, 2], origin, direction: [upright[0], upright[1], [0, 0, -1]] },
    'coronal, turned': { size, spacing: [0.9, 0.9, 3], origin, direction: [upright[0], [0, 0, -1], upright[1]] },
    sheared: { size, spacing: [0.7, 0.7, 3], origin, direction: [upright[0], upright[1], normalize([0, -0.33, 0.94])] },
    'sheared and left-handed': {
      size,
      spacing: [0.7, 0.7, 3],
      origin,
      direction: [upright[0], [0, -1, 0], normalize([0.1, -0.33, 0.94])],
    },
  }
}
