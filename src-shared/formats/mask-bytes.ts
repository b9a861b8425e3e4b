import type { LabelMask } from '../labels.ts'
import { popCount } from '../mask.ts'

export interface MaskBytes {
  /** Slice k as bytes of 0 and the labels, [ny][nx]; the array is used again for the next. */
  slice(k: number): Uint8Array
  /** True where a row of bytes is row j of slice k; then `counts` gains its voxels of each label, in the order of the labels. */
  equalsRow(row: Uint8Array, j: number, k: number, counts: Float64Array): boolean
}

/** Masks as labelmaps hold them, one byte a voxel. They must have no voxel in common; there is at least one. */
export function maskBytes(labels: readonly [LabelMask, ...LabelMask[]]): MaskBytes {
  const { size, wordsPerRow } = labels[0].mask
  const [nx, ny] = size
  const plane = new Uint8Array(nx * ny)
  const rowBytes = new Uint8Array(wordsPerRow * 32)
  const rowInts = new Int32Array(rowBytes.buffer)
  const expected = new Int32Array(8)
  const painted = labels.map(({ label, mask }) => ({ label, words: mask.words, fours: fourBytes(label) }))

  const slice = (k: number): Uint8Array => {
    plane.fill(0)
    for (const { label, words } of painted) {
      for (let j = 0; j < ny; j++) {
        for (let w = 0; w < wordsPerRow; w++) {
          let word = words[(k * ny + j) * wordsPerRow + w] as number
          const to = j * nx + w * 32
          if (word === 0xffff_ffff) plane.fill(label, to, to + 32)
          else
            while (word !== 0) {
              plane[to + 31 - Math.clz32(word & -word)] = label
              word &= word - 1
            }
        }
      }
    }
    return plane
  }

  const equalsRow = (row: Uint8Array, j: number, k: number, counts: Float64Array): boolean => {
    if (row.length !== nx) return false
    // four bytes at a time need a place that is a multiple of four, and zeros behind the row
    rowBytes.set(row)
    const from = (k * ny + j) * wordsPerRow
    for (let w = 0; w < wordsPerRow; w++) {
      expected.fill(0)
      for (let l = 0; l < painted.length; l++) {
        const { words, fours } = painted[l] as (typeof painted)[number]
        const word = words[from + w] as number
        if (word === 0) continue
        counts[l] = (counts[l] as number) + popCount(word)
        for (let n = 0; n < 8; n++) {
          expected[n] = (expected[n] as number) | (fours[(word >>> (n * 4)) & 15] as number)
        }
      }
      let difference = 0
      for (let n = 0; n < 8; n++) difference |= (rowInts[w * 8 + n] as number) ^ (expected[n] as number)
      if (difference !== 0) return false
    }
    return true
  }

  return { slice, equalsRow }
}

/** The four bytes of each four bits, lowest first, as one little-endian number. */
function fourBytes(label: number): Int32Array {
  const bytes = new Uint8Array(64)
  for (let bits = 0; bits < 16; bits++) {
    for (let bit = 0; bit < 4; bit++) bytes[bits * 4 + bit] = ((bits >> bit) & 1) * label
  }
  return new Int32Array(bytes.buffer)
}
