import { type BitMask, popCount } from '../mask.ts'

export interface MaskBytes {
  /** Slice k as bytes of 0 and the label, [ny][nx]; the array is used again for the next. */
  slice(k: number): Uint8Array
  /** How many voxels of a row of bytes bear the label, where it is row j of slice k; -1 where any byte differs from it. */
  countEqualRow(row: Uint8Array, j: number, k: number): number
}

/** A mask as labelmaps hold it, one byte a voxel. */
export function maskBytes(mask: BitMask, label: number): MaskBytes {
  const [nx, ny] = mask.size
  const { words, wordsPerRow } = mask
  const plane = new Uint8Array(nx * ny)
  const rowBytes = new Uint8Array(wordsPerRow * 32)
  const rowInts = new Int32Array(rowBytes.buffer)
  const fours = fourBytes(label)

  const slice = (k: number): Uint8Array => {
    plane.fill(0)
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
    return plane
  }

  const countEqualRow = (row: Uint8Array, j: number, k: number): number => {
    if (row.length !== nx) return -1
    // four bytes at a time need a place that is a multiple of four, and zeros behind the row
    rowBytes.set(row)
    const from = (k * ny + j) * wordsPerRow
    let count = 0
    for (let w = 0; w < wordsPerRow; w++) {
      const word = words[from + w] as number
      let difference = 0
      for (let n = 0; n < 8; n++) {
        difference |= (rowInts[w * 8 + n] as number) ^ (fours[(word >>> (n * 4)) & 15] as number)
      }
      if (difference !== 0) return -1
      count += popCount(word)
    }
    return count
  }

  return { slice, countEqualRow }
}

/** The four bytes of each four bits, lowest first, as one little-endian number. */
function fourBytes(label: number): Int32Array {
  const bytes = new Uint8Array(64)
  for (let bits = 0; bits < 16; bits++) {
    for (let bit = 0; bit < 4; bit++) bytes[bits * 4 + bit] = ((bits >> bit) & 1) * label
  }
  return new Int32Array(bytes.buffer)
}
