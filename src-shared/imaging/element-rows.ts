import { dot, type Grid } from '../geometry.ts'
import type { AxisMap } from './reorient.ts'

/**
 * Squared lengths in mm2 for index steps: |step|^2 = xx i^2 + yy j^2 + zz k^2 + 2 (xy i j + xz i k + yz j k).
 * The mixed terms are 0 but for sheared grids.
 */
export interface Metric {
  readonly xx: number
  readonly yy: number
  readonly zz: number
  readonly xy: number
  readonly xz: number
  readonly yz: number
}

/** Lengths in a grid turned upright. Angles within 0.006 degrees of square count as square, so that rounding cannot decide. */
export function gridMetric({ spacing, direction }: Grid, { axes, flipped }: AxisMap): Metric {
  const term = (a: 0 | 1 | 2, b: 0 | 1 | 2): number => {
    const [p, q] = [axes[a], axes[b]]
    const cosine = a === b ? 1 : dot(direction[p], direction[q]) * (flipped[a] === flipped[b] ? 1 : -1)
    return Math.abs(cosine) < 1e-4 ? 0 : spacing[p] * spacing[q] * cosine
  }
  return { xx: term(0, 0), yy: term(1, 1), zz: term(2, 2), xy: term(0, 1), xz: term(0, 2), yz: term(1, 2) }
}

/** One row of a structuring element: voxels `from` to `to` (inclusive) along i, `dj` rows and `dk` slices away. */
export interface ElementRow {
  readonly dj: number
  readonly dk: number
  readonly from: number
  readonly to: number
}

/**
 * All voxels within `radiusMm` of the middle one: the Euclidean ball on the grid, or with `inPlane` the disc of its middle
 * slice. The middle voxel always belongs to it.
 */
export function ballRows(metric: Metric, radiusMm: number, inPlane = false): ElementRow[] {
  const { xx, yy, zz, xy, xz, yz } = metric
  const limit = radiusMm * radiusMm * (1 + 1e-9)
  // a sheared ball can reach further along an index than its radius: 2 covers tilts up to 60 degrees
  const reach = (square: number, mixed: boolean): number =>
    Math.floor((radiusMm * (mixed ? 2 : 1)) / Math.sqrt(square) + 1e-9)
  const sheared = xy !== 0 || xz !== 0 || yz !== 0
  const tall = inPlane ? 0 : reach(zz, sheared)
  const deep = reach(yy, sheared)
  const rows: ElementRow[] = []
  for (let dk = 0 - tall; dk <= tall; dk++) {
    for (let dj = 0 - deep; dj <= deep; dj++) {
      const half = xy * dj + xz * dk
      const rest = yy * dj * dj + zz * dk * dk + 2 * yz * dj * dk - limit
      const root = half * half - xx * rest
      if (root < 0) continue
      const from = Math.ceil((-half - Math.sqrt(root)) / xx - 1e-9) + 0
      const to = Math.floor((-half + Math.sqrt(root)) / xx + 1e-9)
      if (from <= to) rows.push({ dj, dk, from, to })
    }
  }
  return rows
}
