import type { Vec3 } from '../../src-shared/geometry.ts'
import type { BitMask } from '../../src-shared/mask.ts'
import type { PlaneView } from '../../src-shared/plane-view.ts'

/** Offset of pixel (0, 0) and the steps to the next pixel in x and y, in voxels of an [nz][ny][nx] array. */
function layout(size: Vec3, view: PlaneView, slice: number): { start: number; stepX: number; stepY: number } {
  const strides = [1, size[0], size[0] * size[1]] as const
  const [u, v, w] = view.axes
  const stepX = view.flips[0] ? -strides[u] : strides[u]
  const stepY = view.flips[1] ? -strides[v] : strides[v]
  const start =
    slice * strides[w] +
    (view.flips[0] ? (view.columns - 1) * strides[u] : 0) +
    (view.flips[1] ? (view.rows - 1) * strides[v] : 0)
  return { start, stepX, stepY }
}

/**
 * One slice as it lies on screen, rows x columns. A slice that lies in memory as on screen is returned as a view of the
 * volume (no copy); any other is written to `out`, or a new array where that is missing or of another length.
 */
export function cutSlice(hu: Int16Array, size: Vec3, view: PlaneView, slice: number, out?: Int16Array): Int16Array {
  const { columns, rows } = view
  const { start, stepX, stepY } = layout(size, view, slice)
  if (stepX === 1 && stepY === columns) return hu.subarray(start, start + columns * rows)
  const pixels = out !== undefined && out.length === columns * rows ? out : new Int16Array(columns * rows)
  for (let y = 0, to = 0; y < rows; y++) {
    let from = start + y * stepY
    for (let x = 0; x < columns; x++, from += stepX) pixels[to++] = hu[from] as number
  }
  return pixels
}

/** The value at pixel (x, y) of a slice, whole numbers within the slice. */
export function valueAt(hu: Int16Array, size: Vec3, view: PlaneView, x: number, y: number, slice: number): number {
  const { start, stepX, stepY } = layout(size, view, slice)
  return hu[start + x * stepX + y * stepY] as number
}

/** One slice of a mask as it lies on screen: rows x columns of 0 and 1. `out` is reused where its length fits. */
export function cutMask(mask: BitMask, view: PlaneView, slice: number, out?: Uint8Array): Uint8Array {
  const { columns, rows, axes, flips } = view
  const pixels = out !== undefined && out.length === columns * rows ? out.fill(0) : new Uint8Array(columns * rows)
  const [, ny, nz] = mask.size
  const [u, v, w] = axes
  const [firstWord, endWord] = w === 0 ? [slice >>> 5, (slice >>> 5) + 1] : [0, mask.wordsPerRow]
  const [firstRow, endRow] = w === 1 ? [slice, slice + 1] : [0, ny]
  const [firstPlane, endPlane] = w === 2 ? [slice, slice + 1] : [0, nz]
  // Words of a row hold 32 voxels along i: empty ones are skipped, whichever screen direction i is.
  for (let k = firstPlane; k < endPlane; k++) {
    for (let j = firstRow; j < endRow; j++) {
      const row = (k * ny + j) * mask.wordsPerRow
      for (let n = firstWord; n < endWord; n++) {
        let word = mask.words[row + n] as number
        if (w === 0) word &= 1 << (slice & 31)
        while (word !== 0) {
          const i = n * 32 + 31 - Math.clz32(word & -word)
          word &= word - 1
          const a = u === 0 ? i : u === 1 ? j : k
          const b = v === 0 ? i : v === 1 ? j : k
          const x = flips[0] ? columns - 1 - a : a
          const y = flips[1] ? rows - 1 - b : b
          pixels[y * columns + x] = 1
        }
      }
    }
  }
  return pixels
}
