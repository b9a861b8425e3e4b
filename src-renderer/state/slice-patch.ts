import type { BitMask } from '../../src-shared/mask.ts'

/** The words of slice k, copied. */
export function sliceWords({ size, wordsPerRow, words }: BitMask, k: number): Uint32Array {
  const length = wordsPerRow * size[1]
  return words.slice(k * length, (k + 1) * length)
}

/**
 * The mask with other words for slice k. The words are written in place, since a mask may hold tens of megabytes; the
 * object is a new one, so that views see that it changed.
 */
export function withSlice(mask: BitMask, k: number, slice: Uint32Array): BitMask {
  mask.words.set(slice, k * mask.wordsPerRow * mask.size[1])
  return { ...mask }
}
