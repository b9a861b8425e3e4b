import type { BitMask } from '../../mask.ts'

/** First and last slice that holds a set voxel; null for an empty mask. */
export function slicesHeld({ size, wordsPerRow, words }: BitMask): [number, number] | null {
  const perSlice = wordsPerRow * size[1]
  let first = 0
  while (first < words.length && words[first] === 0) first++
  if (first === words.length) return null
  let last = words.length - 1
  while (words[last] === 0) last--
  return [Math.floor(first / perSlice), Math.floor(last / perSlice)]
}
