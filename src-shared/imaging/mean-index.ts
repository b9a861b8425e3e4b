import type { Vec3 } from '../geometry.ts'
import { type BitMask, popCount } from '../mask.ts'

/** Mean voxel index of a mask; null where it is empty or absent. */
export function meanIndex(mask: BitMask | null): Vec3 | null {
  if (mask === null) return null
  const { size, words, wordsPerRow } = mask
  const [, ny, nz] = size
  let count = 0
  const sum: [number, number, number] = [0, 0, 0]
  for (let k = 0; k < nz; k++) {
    for (let j = 0; j < ny; j++) {
      let ofRow = 0
      for (let w = 0; w < wordsPerRow; w++) {
        const word = words[(k * ny + j) * wordsPerRow + w] as number
        if (word === 0) continue
        const set = popCount(word)
        ofRow += set
        sum[0] += set * w * 32 + sumOfBits(word)
      }
      count += ofRow
      sum[1] += ofRow * j
      sum[2] += ofRow * k
    }
  }
  return count === 0 ? null : [sum[0] / count, sum[1] / count, sum[2] / count]
}

/** Sum of the numbers of the bits set: each binary digit of a bit's number is counted for all bits at once. */
function sumOfBits(word: number): number {
  return (
    popCount(word & 0xaaaa_aaaa) +
    2 * popCount(word & 0xcccc_cccc) +
    4 * popCount(word & 0xf0f0_f0f0) +
    8 * popCount(word & 0xff00_ff00) +
    16 * popCount(word & 0xffff_0000)
  )
}
