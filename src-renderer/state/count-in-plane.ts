import { type BitMask, popCount } from '../../src-shared/mask.ts'
import type { Axis } from '../../src-shared/plane-view.ts'

/** Voxels of a mask in the plane of constant index `at` along an axis. Cost: the words of that plane. */
export function countInPlane({ size, wordsPerRow, words }: BitMask, axis: Axis, at: number): number {
  const [, ny, nz] = size
  let count = 0
  if (axis === 0) {
    const bit = 1 << (at & 31)
    for (let w = at >>> 5; w < words.length; w += wordsPerRow) if (((words[w] as number) & bit) !== 0) count++
    return count
  }
  const perSlice = ny * wordsPerRow
  const [from, to] = axis === 2 ? [at, at + 1] : [0, nz]
  for (let k = from; k < to; k++) {
    const start = k * perSlice + (axis === 1 ? at * wordsPerRow : 0)
    const end = start + (axis === 1 ? wordsPerRow : perSlice)
    for (let w = start; w < end; w++) count += popCount(words[w] as number)
  }
  return count
}
