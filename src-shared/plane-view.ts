import { cross, directionLetter, dot, type Grid, indexToPoint, normalize, type Plane, type Vec3 } from './geometry.ts'

export type PatientLetter = 'L' | 'R' | 'P' | 'A' | 'S' | 'I'

export type Axis = 0 | 1 | 2

/**
 * How one plane of a grid is laid out on screen. The screen's x runs along grid axis `axes[0]`, y (down) along `axes[1]`,
 * slices along `axes[2]`; `flips` says which of x and y run against their axis. Sizes in voxels and mm of the screen's
 * x, y and the slice axis. `upStep` is the slice step (+1 or -1) that goes up the rail: to the head, the front or the right.
 */
export interface PlaneView {
  readonly plane: Plane
  readonly axes: readonly [Axis, Axis, Axis]
  readonly flips: readonly [boolean, boolean]
  readonly columns: number
  readonly rows: number
  readonly count: number
  readonly columnMm: number
  readonly rowMm: number
  readonly upStep: 1 | -1
}

/** Where the screen's right and bottom point in LPS (radiological convention), and where the rail's top lies. */
const conventions: Readonly<Record<Plane, { right: Vec3; down: Vec3; up: Vec3 }>> = {
  axial: { right: [1, 0, 0], down: [0, 1, 0], up: [0, 0, 1] },
  coronal: { right: [1, 0, 0], down: [0, 0, -1], up: [0, -1, 0] },
  sagittal: { right: [0, 1, 0], down: [0, 0, -1], up: [-1, 0, 0] },
}

/** The three grid axes matched to the screen's right and down so that their directions agree best; each is used once. */
function matchAxes(grid: Grid, right: Vec3, down: Vec3): [Axis, Axis, Axis] {
  let best: [Axis, Axis, Axis] = [0, 1, 2]
  let bestAgreement = -1
  const all: Axis[] = [0, 1, 2]
  for (const u of all) {
    for (const v of all) {
      if (u === v) continue
      const agreement = Math.abs(dot(grid.direction[u], right)) + Math.abs(dot(grid.direction[v], down))
      if (agreement > bestAgreement + 1e-9) {
        bestAgreement = agreement
        best = [u, v, (3 - u - v) as Axis]
      }
    }
  }
  return best
}

/**
 * The layout of a plane for a grid stored in any order or direction: patient's right on the viewer's left, anterior up in
 * axials, anterior left in sagittals, head up in both others. Oblique grids get the nearest of these without resampling.
 */
export function planeView(grid: Grid, plane: Plane): PlaneView {
  const { right, down, up } = conventions[plane]
  const axes = matchAxes(grid, right, down)
  const [u, v, w] = axes
  const normal = normalize(cross(right, down))
  const alongUp = dot(grid.direction[w], up)
  return {
    plane,
    axes,
    flips: [dot(grid.direction[u], right) < 0, dot(grid.direction[v], down) < 0],
    columns: grid.size[u],
    rows: grid.size[v],
    count: grid.size[w],
    columnMm: grid.spacing[u],
    rowMm: grid.spacing[v],
    upStep: (alongUp === 0 ? dot(grid.direction[w], normal) : alongUp) < 0 ? -1 : 1,
  }
}

/** Voxel [i, j, k] shown at pixel (x, y) of a slice; pixels count from 0 at the top left, fractions are allowed. */
export function pixelToIndex(view: PlaneView, x: number, y: number, slice: number): Vec3 {
  const index: [number, number, number] = [0, 0, 0]
  index[view.axes[0]] = view.flips[0] ? view.columns - 1 - x : x
  index[view.axes[1]] = view.flips[1] ? view.rows - 1 - y : y
  index[view.axes[2]] = slice
  return index
}

/** Pixel (x, y) that shows a voxel, and the slice it lies in; the inverse of `pixelToIndex`. */
export function indexToPixel(view: PlaneView, index: Vec3): { x: number; y: number; slice: number } {
  const [u, v, w] = view.axes
  return {
    x: view.flips[0] ? view.columns - 1 - index[u] : index[u],
    y: view.flips[1] ? view.rows - 1 - index[v] : index[v],
    slice: index[w],
  }
}

/** The voxel shown at a place of a slice, held within it; `pixel` as viewports give it: pixel n covers n to n + 1. */
export function voxelAt(view: PlaneView, pixel: { readonly x: number; readonly y: number }, slice: number): Vec3 {
  const x = Math.min(view.columns - 1, Math.max(0, Math.floor(pixel.x)))
  const y = Math.min(view.rows - 1, Math.max(0, Math.floor(pixel.y)))
  return pixelToIndex(view, x, y, slice)
}

/** Second letter from this much of a direction on: about 24 degrees off an axis. */
const obliquePart = 0.4
const axisLetters = [
  ['L', 'R'],
  ['P', 'A'],
  ['S', 'I'],
] as const

/** One or, for oblique directions, two letters, the larger part first: "L", "LP". */
export function directionLetters(vector: Vec3): string {
  const unit = normalize(vector)
  return ([0, 1, 2] as const)
    .filter((axis) => Math.abs(unit[axis]) >= obliquePart)
    .sort((a, b) => Math.abs(unit[b]) - Math.abs(unit[a]))
    .slice(0, 2)
    .map((axis) => axisLetters[axis][unit[axis] >= 0 ? 0 : 1])
    .join('')
}

export interface EdgeLetters {
  readonly left: string
  readonly right: string
  readonly top: string
  readonly bottom: string
}

/** The patient directions at the four edges of the screen. */
export function edgeLetters(grid: Grid, view: PlaneView): EdgeLetters {
  const [u, v] = view.axes
  const toRight = grid.direction[u].map((c) => (view.flips[0] ? -c : c)) as unknown as Vec3
  const toBottom = grid.direction[v].map((c) => (view.flips[1] ? -c : c)) as unknown as Vec3
  const opposite = (vector: Vec3): Vec3 => [-vector[0], -vector[1], -vector[2]]
  return {
    left: directionLetters(opposite(toRight)),
    right: directionLetters(toRight),
    top: directionLetters(opposite(toBottom)),
    bottom: directionLetters(toBottom),
  }
}

const planeAxis: Readonly<Record<Plane, Axis>> = { axial: 2, coronal: 1, sagittal: 0 }

/** Letter and distance of an LPS coordinate: 2 and -229 give I and 229. */
export function lettered(axis: Axis, coordinate: number): { letter: PatientLetter; mm: number } {
  const unit: [number, number, number] = [0, 0, 0]
  unit[axis] = coordinate < 0 ? -1 : 1
  return { letter: directionLetter(unit), mm: Math.abs(coordinate) }
}

/** Patient position of a slice along its plane's axis, at the slice's centre. */
export function slicePosition(grid: Grid, view: PlaneView, slice: number): { letter: PatientLetter; mm: number } {
  const centre = pixelToIndex(view, (view.columns - 1) / 2, (view.rows - 1) / 2, slice)
  const axis = planeAxis[view.plane]
  return lettered(axis, indexToPoint(grid, centre)[axis])
}
