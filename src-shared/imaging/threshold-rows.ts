import type { BitMask } from '../mask.ts'

/**
 * Sets the bits of all voxels below `cut` (or, with `above`, of all at or above it) in the rows of one slice.
 * @param data [nz][ny][nx]
 * @param cut integer; |value - cut| must stay below 2^31
 * @param out mask of the same size; every word of slice k is written
 */
export function thresholdRows(
  data: Int16Array | Int32Array,
  k: number,
  cut: number,
  above: boolean,
  out: BitMask,
): void {
  const [nx, ny] = out.size
  const { words, wordsPerRow } = out
  const flip = above ? -1 : 0
  let at = k * ny * nx
  let word = k * ny * wordsPerRow
  for (let j = 0; j < ny; j++) {
    const end = at + nx
    for (; at + 32 <= end; at += 32) words[word++] = signsOf32(data, at, cut) ^ flip
    if (at < end) {
      let bits = 0
      for (let bit = 0; at < end; bit++, at++) bits |= ((((data[at] as number) - cut) ^ flip) >>> 31) << bit
      words[word++] = bits
    }
  }
}

/** Bit b is the sign of `data[at + b] - cut`: shifting each sign in from the top needs no branch and no bit index. */
function signsOf32(data: Int16Array | Int32Array, at: number, cut: number): number {
  let bits = 0
  for (let b = at; b < at + 32; b += 4) {
    bits = (bits >>> 1) | (((data[b] as number) - cut) & 0x80000000)
    bits = (bits >>> 1) | (((data[b + 1] as number) - cut) & 0x80000000)
    bits = (bits >>> 1) | (((data[b + 2] as number) - cut) & 0x80000000)
    bits = (bits >>> 1) | (((data[b + 3] as number) - cut) & 0x80000000)
  }
  return bits
}
