import { describe, expect, it } from 'vitest'
import { cutMask, cutSlice, valueAt } from '../../../src-renderer/slice-view/cut-slice.ts'
import type { Grid, Vec3 } from '../../../src-shared/geometry.ts'
import { createBitMask, getBit } from '../../../src-shared/mask.ts'
import { pixelToIndex, planeView } from '../../../src-shared/plane-view.ts'
import { setBit } from '../../support/mask-literal.ts'

const size: Vec3 = [37, 9, 5]
const hu = Int16Array.from({ length: 37 * 9 * 5 }, (_, n) => n - 700)

function grid(signs: Vec3): Grid {
  return {
    size,
    spacing: [1, 1, 1],
    origin: [0, 0, 0],
    direction: [
      [signs[0], 0, 0],
      [0, signs[1], 0],
      [0, 0, signs[2]],
    ],
  }
}

const orientations: Vec3[] = [
  [1, 1, 1],
  [-1, 1, 1],
  [1, -1, 1],
  [-1, -1, -1],
]

describe('cutSlice', () => {
  it('is a view of the volume, not a copy, for a slice stored as it is shown', () => {
    const view = planeView(grid([1, 1, 1]), 'axial')
    const pixels = cutSlice(hu, size, view, 2)
    expect(pixels.buffer).toBe(hu.buffer)
    expect(pixels[0]).toBe(hu[2 * 37 * 9])
  })

  it.each(['axial', 'coronal', 'sagittal'] as const)('holds the voxel of every pixel, %s', (plane) => {
    for (const signs of orientations) {
      const view = planeView(grid(signs), plane)
      const slice = 3
      const pixels = cutSlice(hu, size, view, slice)
      for (let y = 0; y < view.rows; y++) {
        for (let x = 0; x < view.columns; x++) {
          const [i, j, k] = pixelToIndex(view, x, y, slice)
          const voxel = hu[(k * size[1] + j) * size[0] + i]
          expect(pixels[y * view.columns + x]).toBe(voxel)
          expect(valueAt(hu, size, view, x, y, slice)).toBe(voxel)
        }
      }
    }
  })

  it('writes to a buffer of the right length and leaves one of another length alone', () => {
    const view = planeView(grid([-1, 1, 1]), 'axial')
    const fits = new Int16Array(view.columns * view.rows)
    const short = new Int16Array(3)
    expect(cutSlice(hu, size, view, 0, fits)).toBe(fits)
    expect(cutSlice(hu, size, view, 0, short)).not.toBe(short)
    expect([...short]).toEqual([0, 0, 0])
  })
})

describe('cutMask', () => {
  const mask = createBitMask(size)
  for (let n = 0; n < 400; n++) setBit(mask, (n * 7) % 37, (n * 5) % 9, (n * 3) % 5)

  it.each(['axial', 'coronal', 'sagittal'] as const)('holds the bit of every pixel, %s', (plane) => {
    for (const signs of orientations) {
      const view = planeView(grid(signs), plane)
      let used: Uint8Array | undefined
      for (let slice = 0; slice < view.count; slice++) {
        used = cutMask(mask, view, slice, used)
        for (let y = 0; y < view.rows; y++) {
          for (let x = 0; x < view.columns; x++) {
            expect(used[y * view.columns + x]).toBe(getBit(mask, ...pixelToIndex(view, x, y, slice)))
          }
        }
      }
    }
  })
})
