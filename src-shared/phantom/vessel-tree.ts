import { add, scale, subtract, type Vec3 } from '../geometry.ts'
import type { Tube } from './shapes.ts'

/**
 * A tree of vessels from `root` that reaches every target, space filled by halving: each branch runs part of the way to the
 * middle of its targets and then shares them between two. Radii follow the number of targets a branch feeds (Murray's law
 * with an exponent of 8/3, which square roots can give). Millimetres.
 */
export function vesselTree(root: Vec3, targets: readonly Vec3[], thinnestMm: number): Tube[] {
  const tubes: Tube[] = []
  const radius = (count: number): number =>
    thinnestMm * Math.sqrt(Math.sqrt(count)) * Math.sqrt(Math.sqrt(Math.sqrt(count)))

  const grow = (from: Vec3, fromRadius: number, group: readonly Vec3[]): void => {
    const only = group[0]
    if (only === undefined) return
    if (group.length === 1) {
      tubes.push({ from, to: only, fromRadius, toRadius: thinnestMm })
      return
    }
    const to = add(from, scale(subtract(middle(group), from), 0.45))
    const toRadius = radius(group.length)
    tubes.push({ from, to, fromRadius: Math.min(fromRadius, toRadius * 1.3), toRadius })
    const [near, far] = halve(group)
    grow(to, radius(near.length), near)
    grow(to, radius(far.length), far)
  }
  grow(root, radius(targets.length), targets)
  return tubes
}

function middle(points: readonly Vec3[]): Vec3 {
  const sum = points.reduce<Vec3>(add, [0, 0, 0])
  return scale(sum, 1 / points.length)
}

/** Two halves along the axis on which the points spread most. Ties keep the order the points came in. */
function halve(points: readonly Vec3[]): [Vec3[], Vec3[]] {
  const spread = ([0, 1, 2] as const).map((axis) => {
    const values = points.map((point) => point[axis])
    return Math.max(...values) - Math.min(...values)
  })
  const axis = spread.indexOf(Math.max(...spread)) as 0 | 1 | 2
  const sorted = points.toSorted((a, b) => a[axis] - b[axis])
  const half = Math.ceil(sorted.length / 2)
  return [sorted.slice(0, half), sorted.slice(half)]
}
