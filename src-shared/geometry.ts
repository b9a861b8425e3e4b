/** [x, y, z]; points and vectors are millimetres in LPS (x to the patient's left, y to posterior, z to superior). */
export type Vec3 = readonly [number, number, number]

/**
 * A grid of voxels in the patient. `size` in voxels, `spacing` in mm, `origin` the LPS point of the centre of voxel 0,
 * `direction` the unit vectors of i (along a row), j (down a column) and k (slice to slice) in LPS.
 * The k vector follows the slices' positions: with a tilted gantry it is not the normal of the slices (see `isSheared`).
 */
export interface Grid {
  readonly size: Vec3
  readonly spacing: Vec3
  readonly origin: Vec3
  readonly direction: readonly [Vec3, Vec3, Vec3]
}

export const add = (a: Vec3, b: Vec3): Vec3 => [a[0] + b[0], a[1] + b[1], a[2] + b[2]]
export const subtract = (a: Vec3, b: Vec3): Vec3 => [a[0] - b[0], a[1] - b[1], a[2] - b[2]]
export const scale = (a: Vec3, factor: number): Vec3 => [a[0] * factor, a[1] * factor, a[2] * factor]
export const dot = (a: Vec3, b: Vec3): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
export const cross = (a: Vec3, b: Vec3): Vec3 => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
]
export const length = (a: Vec3): number => Math.hypot(a[0], a[1], a[2])
export const normalize = (a: Vec3): Vec3 => scale(a, 1 / length(a))

/** LPS point of a voxel index; fractions are allowed. */
export function indexToPoint(grid: Grid, index: Vec3): Vec3 {
  const [i, j, k] = grid.direction
  let point = grid.origin
  point = add(point, scale(i, index[0] * grid.spacing[0]))
  point = add(point, scale(j, index[1] * grid.spacing[1]))
  return add(point, scale(k, index[2] * grid.spacing[2]))
}

/** Voxel index (with fractions) of an LPS point; right for sheared grids too. */
export function pointToIndex(grid: Grid, point: Vec3): Vec3 {
  const [i, j, k] = grid.direction
  const offset = subtract(point, grid.origin)
  const volume = determinant(grid)
  return [
    dot(offset, cross(j, k)) / volume / grid.spacing[0],
    dot(offset, cross(k, i)) / volume / grid.spacing[1],
    dot(offset, cross(i, j)) / volume / grid.spacing[2],
  ]
}

/** Determinant of the direction vectors: 1 for a right-handed orthogonal grid, less in size when sheared. */
export function determinant(grid: Grid): number {
  const [i, j, k] = grid.direction
  return dot(i, cross(j, k))
}

/** Volume of one voxel in mm3, shear included. */
export function voxelVolumeMm3(grid: Grid): number {
  return grid.spacing[0] * grid.spacing[1] * grid.spacing[2] * Math.abs(determinant(grid))
}

/** True when slices do not lie straight above each other (gantry tilt): more than 0.01 mm of drift over the whole grid. */
export function isSheared(grid: Grid): boolean {
  const [i, j, k] = grid.direction
  const extentMm = grid.spacing[2] * Math.max(1, grid.size[2] - 1)
  return Math.max(Math.abs(dot(i, k)), Math.abs(dot(j, k))) * extentMm > 0.01
}

export function voxelCount(grid: Grid): number {
  return grid.size[0] * grid.size[1] * grid.size[2]
}

const letters = [
  ['L', 'R'],
  ['P', 'A'],
  ['S', 'I'],
] as const

/** The patient direction a unit vector points to, by its largest part: L, R, P, A, S or I. */
export function directionLetter(vector: Vec3): 'L' | 'R' | 'P' | 'A' | 'S' | 'I' {
  const sizes = vector.map(Math.abs)
  const axis = sizes.indexOf(Math.max(...sizes)) as 0 | 1 | 2
  return letters[axis][vector[axis] >= 0 ? 0 : 1]
}

export type Plane = 'axial' | 'coronal' | 'sagittal'

/** The anatomical plane of the slices of constant k, by the largest part of their normal. */
export function slicePlane(grid: Grid): Plane {
  const letter = directionLetter(cross(grid.direction[0], grid.direction[1]))
  if (letter === 'S' || letter === 'I') return 'axial'
  return letter === 'P' || letter === 'A' ? 'coronal' : 'sagittal'
}
