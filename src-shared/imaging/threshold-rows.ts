import type { BitMask } from '../mask.ts'

/**
 * Sets the bits of all voxels below `cut` (or, with `above`, of all at or above it) in the rows of one slice.
 * @param data [nz][ny][nx]
 * @param cut integer; |value - cut| must stay below 2^31
 * @param out mask of the same size; every word of slice k is written
 * @param bounds between which all values lie, where known: near enough to `cut`, two voxels are compared at a time
 */
export function thresholdRows(
  data: Int16Array | Int32Array,
  k: number,
  cut: number,
  above: boolean,
  out: BitMask,
  bounds: readonly [number, number] | null = null,
): void {
  const [nx, ny] = out.size
  const { words, wordsPerRow } = out
  const flip = above ? -1 : 0
  const pairs = pairsOf(data, nx, cut, bounds)
  let at = k * ny * nx
  let word = k * ny * wordsPerRow
  for (let j = 0; j < ny; j++) {
    const end = at + nx
    if (pairs === null) for (; at + 32 <= end; at += 32) words[word++] = signsOf32(data, at, cut) ^ flip
    else for (; at + 32 <= end; at += 32) words[word++] = signsOf16Pairs(pairs, at >>> 1, cut) ^ flip
    if (at < end) {
      let bits = 0
      for (let bit = 0; at < end; bit++, at++) bits |= ((((data[at] as number) - cut) ^ flip) >>> 31) << bit
      words[word++] = bits
    }
  }
}

/** The values two by two, where each value less `cut` fits 16 bits and rows begin with a pair; null elsewhere. */
function pairsOf(
  data: Int16Array | Int32Array,
  nx: number,
  cut: number,
  bounds: readonly [number, number] | null,
): Uint32Array | null {
  if (!(data instanceof Int16Array) || bounds === null || nx % 2 !== 0 || data.byteOffset % 4 !== 0) return null
  if (bounds[0] < cut - 32_768 || bounds[1] > cut + 32_767) return null
  return new Uint32Array(data.buffer, data.byteOffset, data.length >>> 1)
}

/**
 * Bit b is 1 where the value b of 32 is below `cut`. Each half of a pair has its sign bit turned, which makes it value +
 * 32,768, and `cut` taken off, so that its top bit is clear just below `cut`; no half borrows from the other.
 */
function signsOf16Pairs(pairs: Uint32Array, at: number, cut: number): number {
  const minusCut = (-cut * 0x10001) | 0
  let bits = 0
  for (let n = at; n < at + 16; n += 4) {
    bits = (bits >>> 1) | ((((pairs[n] as number) ^ 0x80008000) + minusCut) & 0x80008000)
    bits = (bits >>> 1) | ((((pairs[n + 1] as number) ^ 0x80008000) + minusCut) & 0x80008000)
    bits = (bits >>> 1) | ((((pairs[n + 2] as number) ^ 0x80008000) + minusCut) & 0x80008000)
    bits = (bits >>> 1) | ((((pairs[n + 3] as number) ^ 0x80008000) + minusCut) & 0x80008000)
  }
  return ~interleave(bits)
}

/** Lower half to the even bits, upper half to the odd ones (Warren, Hacker's Delight, 2nd ed., section 7-2). */
function interleave(halves: number): number {
  let bits = halves
  let swap = (bits ^ (bits >>> 8)) & 0x0000ff00
  bits ^= swap ^ (swap << 8)
  swap = (bits ^ (bits >>> 4)) & 0x00f000f0
  bits ^= swap ^ (swap << 4)
  swap = (bits ^ (bits >>> 2)) & 0x0c0c0c0c
  bits ^= swap ^ (swap << 2)
  swap = (bits ^ (bits >>> 1)) & 0x22222222
  return bits ^ swap ^ (swap << 1)
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
