import type { Vec3 } from '../../src-shared/geometry.ts'

/** Middle of the box around vertices ([x, y, z] each), and half the box's diagonal. Null without vertices. */
export function meshBounds(positions: readonly Float32Array[]): { centre: Vec3; radius: number } | null {
  const low = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY] as [number, number, number]
  const high = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY] as typeof low
  for (const vertices of positions) {
    for (let v = 0; v < vertices.length; v += 3) {
      for (const axis of [0, 1, 2] as const) {
        const value = vertices[v + axis] as number
        if (value < low[axis]) low[axis] = value
        if (value > high[axis]) high[axis] = value
      }
    }
  }
  if (high[0] < low[0]) return null
  return {
    centre: [(low[0] + high[0]) / 2, (low[1] + high[1]) / 2, (low[2] + high[2]) / 2],
    radius: Math.hypot(high[0] - low[0], high[1] - low[1], high[2] - low[2]) / 2,
  }
}
