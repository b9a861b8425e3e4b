import type { Vec3 } from './geometry.ts'

/**
 * A mask of one bit a voxel: rows of `wordsPerRow` 32-bit words, row (j, k) at word `(k * ny + j) * wordsPerRow`,
 * voxel i in bit `i & 31` of word `i >>> 5`; bits past nx are 0. Native byte order (little-endian on every target).
 */
export interface BitMask {
  readonly size: Vec3
  readonly wordsPerRow: number
  readonly words: Uint32Array
}

export const wordsPerRow = (nx: number): number => (nx + 31) >>> 5

/** An empty mask; `shared` puts it where every thread sees it. */
export function createBitMask(size: Vec3, shared = false): BitMask {
  const perRow = wordsPerRow(size[0])
  const bytes = perRow * size[1] * size[2] * 4
  return {
    size,
    wordsPerRow: perRow,
    words: new Uint32Array(shared ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes)),
  }
}

export function getBit(mask: BitMask, i: number, j: number, k: number): 0 | 1 {
  const word = mask.words[(k * mask.size[1] + j) * mask.wordsPerRow + (i >>> 5)] as number
  return ((word >>> (i & 31)) & 1) as 0 | 1
}

/** Bits set in a 32-bit word (Warren, Hacker's Delight, 2nd ed., section 5-1). */
export function popCount(word: number): number {
  let v = word - ((word >>> 1) & 0x55555555)
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333)
  return Math.imul((v + (v >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

/** Number of set voxels. */
export function countBits(mask: BitMask): number {
  let count = 0
  for (let w = 0; w < mask.words.length; w++) count += popCount(mask.words[w] as number)
  return count
}

/** One byte a voxel, 0 or `label`, [nz][ny][nx]. */
export function unpackBits(mask: BitMask, label = 1): Uint8Array<ArrayBuffer> {
  const [nx, ny, nz] = mask.size
  const out = new Uint8Array(nx * ny * nz)
  for (let row = 0, to = 0; row < ny * nz; row++, to += nx) {
    const from = row * mask.wordsPerRow
    for (let w = 0; w < mask.wordsPerRow; w++) {
      let word = mask.words[from + w] as number
      while (word !== 0) {
        const bit = 31 - Math.clz32(word & -word)
        out[to + w * 32 + bit] = label
        word &= word - 1
      }
    }
  }
  return out
}

/** The mask of all non-zero bytes of a [nz][ny][nx] array. */
export function packBits(bytes: Uint8Array, size: Vec3): BitMask {
  const mask = createBitMask(size)
  const [nx, ny, nz] = size
  for (let row = 0, from = 0; row < ny * nz; row++, from += nx) {
    const to = row * mask.wordsPerRow
    for (let i = 0; i < nx; i++) {
      if (bytes[from + i] !== 0) mask.words[to + (i >>> 5)] = (mask.words[to + (i >>> 5)] as number) | (1 << (i & 31))
    }
  }
  return mask
}
