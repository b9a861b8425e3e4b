import { type BitMask, popCount } from '../mask.ts'
import { mostWords, type ThresholdKernel, thresholdKernel } from './threshold-simd.ts'

/**
 * Sets the bits of all voxels below `cut` (or, with `above`, of all at or above it) in the rows of one slice.
 * @param data [nz][ny][nx]
 * @param cut integer; |value - cut| must stay below 2^31
 * @param out mask of the same size; every word of slice k is written
 * @returns number of bits set
 */
export function thresholdRows(
  data: Int16Array | Int32Array,
  k: number,
  cut: number,
  above: boolean,
  out: BitMask,
): number {
  const kernel = data instanceof Int16Array && cut <= 32_767 ? thresholdKernel() : null
  return kernel === null
    ? thresholdByOne(data, k, cut, above, out)
    : thresholdByKernel(kernel, data as Int16Array, k, cut, above, out)
}

/** Rows of whole words are one long row; others pass one by one, and what lies behind their end is cleared. */
function thresholdByKernel(
  kernel: ThresholdKernel,
  data: Int16Array,
  k: number,
  cut: number,
  above: boolean,
  { size: [nx, ny], words, wordsPerRow }: BitMask,
): number {
  const flip = above ? -1 : 0
  const spare = nx & 31
  const rowsAtOnce = spare === 0 ? Math.max(1, Math.floor(mostWords / wordsPerRow)) : 1
  const least = Math.max(cut, -32_768)
  let count = 0
  for (let j = 0; j < ny; j += rowsAtOnce) {
    const rows = Math.min(rowsAtOnce, ny - j)
    const at = (k * ny + j) * nx
    kernel.voxels.set(data.subarray(at, at + rows * nx))
    const made = rows * wordsPerRow
    count += kernel.run(made, least, flip)
    if (spare !== 0) {
      const last = kernel.words[made - 1] as number
      const beyond = last & (-1 << spare)
      kernel.words[made - 1] = last ^ beyond
      count -= popCount(beyond)
    }
    words.set(kernel.words.subarray(0, made), (k * ny + j) * wordsPerRow)
  }
  return count
}

function thresholdByOne(
  data: Int16Array | Int32Array,
  k: number,
  cut: number,
  above: boolean,
  { size: [nx, ny], words, wordsPerRow }: BitMask,
): number {
  const flip = above ? -1 : 0
  let at = k * ny * nx
  let word = k * ny * wordsPerRow
  let count = 0
  for (let j = 0; j < ny; j++) {
    const end = at + nx
    for (; at + 32 <= end; at += 32) {
      const bits = signsOf32(data, at, cut) ^ flip
      words[word++] = bits
      count += popCount(bits)
    }
    if (at < end) {
      let bits = 0
      for (let bit = 0; at < end; bit++, at++) bits |= ((((data[at] as number) - cut) ^ flip) >>> 31) << bit
      words[word++] = bits
      count += popCount(bits)
    }
  }
  return count
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
