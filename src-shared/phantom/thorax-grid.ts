import type { Grid, Vec3 } from '../geometry.ts'

const fieldMm = 358.4
const heightMm = 300

/** Grid of the phantom: the same stretch of the patient however many slices and however fine. */
export function thoraxGrid(slices: number, size: number): Grid {
  const spacing: Vec3 = [fieldMm / size, fieldMm / size, heightMm / slices]
  return {
    size: [size, size, slices],
    spacing,
    origin: [-(fieldMm - spacing[0]) / 2, -(fieldMm - spacing[1]) / 2, -(heightMm - spacing[2]) / 2],
    direction: [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ],
  }
}
