import { cross, dot, scale, subtract, type Vec3 } from '../geometry.ts'

/** A stretch of one row, LPS x in mm. */
export type Interval = readonly [number, number]

/** A convex body, as what it cuts out of every row of voxels along x. */
export interface Shape {
  /** LPS y in mm that the shape spans at this height, null where it does not reach. */
  readonly rows: (z: number) => Interval | null
  readonly row: (y: number, z: number) => Interval | null
}

/** How far out a row lies in a rounded section, halfway between an ellipse and a squarer oval: 1 in the middle, 0 at the edge. */
export function ovalWidth(v: number): number {
  const square = v * v
  return square >= 1 ? 0 : (Math.sqrt(1 - square) + Math.sqrt(Math.sqrt(1 - square * square))) / 2
}

/** An ellipse in every axial plane, its middle and radii (mm) functions of the height; null where there is none. */
export interface Section {
  readonly x: number
  readonly y: number
  readonly rx: number
  readonly ry: number
}

export function stack(section: (z: number) => Section | null, width: (v: number) => number = ovalWidth): Shape {
  let z0 = Number.NaN
  let s: Section | null = null
  const at = (z: number): Section | null => {
    if (z !== z0) {
      z0 = z
      s = section(z)
    }
    return s
  }
  return {
    rows: (z) => {
      const here = at(z)
      return here === null ? null : [here.y - here.ry, here.y + here.ry]
    },
    row: (y, z) => {
      const here = at(z)
      if (here === null) return null
      const half = here.rx * width((y - here.y) / here.ry)
      return half > 0 ? [here.x - half, here.x + half] : null
    },
  }
}

export const roundWidth = (v: number): number => (v * v >= 1 ? 0 : Math.sqrt(1 - v * v))

/** An ellipsoid; `long` and `side` turn its first two axes (side is made square to long), the third is square to both. */
export function ellipsoid(centre: Vec3, radii: Vec3, long: Vec3 = [1, 0, 0], side: Vec3 = [0, 1, 0]): Shape {
  const a = normalized(long)
  const b = normalized(subtract(side, scale(a, dot(side, a))))
  const c = cross(a, b)
  // rows of the map to the unit sphere
  const m = [scale(a, 1 / radii[0]), scale(b, 1 / radii[1]), scale(c, 1 / radii[2])] as const
  const reach = Math.sqrt(square(a[1] * radii[0]) + square(b[1] * radii[1]) + square(c[1] * radii[2]))
  const height = Math.sqrt(square(a[2] * radii[0]) + square(b[2] * radii[1]) + square(c[2] * radii[2]))
  const qa = square(m[0][0]) + square(m[1][0]) + square(m[2][0])
  return {
    rows: (z) => (Math.abs(z - centre[2]) < height ? [centre[1] - reach, centre[1] + reach] : null),
    row: (y, z) => {
      const dy = y - centre[1]
      const dz = z - centre[2]
      let qb = 0
      let qc = -1
      for (const r of m) {
        const rest = r[1] * dy + r[2] * dz
        qb += r[0] * rest
        qc += rest * rest
      }
      const root = qb * qb - qa * qc
      if (root <= 0) return null
      const half = Math.sqrt(root) / qa
      const middle = centre[0] - qb / qa
      return [middle - half, middle + half]
    },
  }
}

const square = (value: number): number => value * value

// Math.hypot may differ in the last bit between machines
function normalized(v: Vec3): Vec3 {
  return scale(v, 1 / Math.sqrt(dot(v, v)))
}

/** A round cone with round ends between two points. */
export interface Tube {
  readonly from: Vec3
  readonly to: Vec3
  readonly fromRadius: number
  readonly toRadius: number
}

/** Tubes from point to point with one radius a point. */
export function tubes(points: readonly (readonly [number, number, number, number])[]): Tube[] {
  return points.slice(1).map(([x, y, z, toRadius], n) => {
    const [x0, y0, z0, fromRadius] = points[n] as readonly [number, number, number, number]
    return { from: [x0, y0, z0], to: [x, y, z], fromRadius, toRadius }
  })
}

/** The same tubes, `by` mm wider. */
export const widen = (list: readonly Tube[], by: number): Tube[] =>
  list.map((tube) => ({ ...tube, fromRadius: tube.fromRadius + by, toRadius: tube.toRadius + by }))
