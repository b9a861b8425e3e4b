import { describe, expect, it } from 'vitest'
import { positionLabel } from '../../src-main/engine/position-label.ts'
import type { Grid } from '../../src-shared/geometry.ts'

const axial: Grid = {
  size: [2, 2, 3],
  spacing: [1, 1, 5],
  origin: [-100, -120, -234],
  direction: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
}

describe('positionLabel', () => {
  it('names the patient coordinate of a slice with its letter', () => {
    expect([0, 1, 2].map((k) => positionLabel(axial, k))).toEqual(['I 234.0 mm', 'I 229.0 mm', 'I 224.0 mm'])
    expect(positionLabel({ ...axial, origin: [0, 0, 12.34] }, 0)).toBe('S 12.3 mm')
  })

  it('follows the plane of the slices', () => {
    const [x, y, z] = axial.direction
    expect(positionLabel({ ...axial, direction: [x, z, y] }, 0)).toBe('A 120.0 mm')
    expect(positionLabel({ ...axial, direction: [y, z, x] }, 1)).toBe('R 95.0 mm')
  })
})
