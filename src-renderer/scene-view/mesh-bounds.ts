import type { Vec3 } from '../../src-shared/geometry.ts'

/** The box around vertices: its middle and half its size along x, y and z. */
export interface MeshBounds {
  readonly centre: Vec3
  readonly half: Vec3
}

/** The box around all vertices ([x, y, z] each); null without any. */
export function meshBounds(positions: readonly Float32Array[]): MeshBounds | null {
  const low: [number, number, number] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
  const high: [number, number, number] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY]
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
    half: [(high[0] - low[0]) / 2, (high[1] - low[1]) / 2, (high[2] - low[2]) / 2],
  }
}

/** Distance from the box's middle at which the box fits a perspective view from the front, with 5 % to spare. */
export function frontDistance({ half }: MeshBounds, fieldOfViewDegrees: number, aspect: number): number {
  const slope = Math.tan((fieldOfViewDegrees * Math.PI) / 360)
  return Math.max(half[2] / slope, half[0] / (slope * aspect)) * 1.05 + half[1]
}

/** True where a box reaches out of one that was fitted by more than the part of its size that the fit has to spare. */
export function leavesBounds(box: MeshBounds, fitted: MeshBounds): boolean {
  const spare = 0.03 * Math.max(...fitted.half)
  return ([0, 1, 2] as const).some(
    (axis) => Math.abs(box.centre[axis] - fitted.centre[axis]) + box.half[axis] > fitted.half[axis] + spare,
  )
}
