import type { BitMask } from '../mask.ts'

/** First and last i, j and k that hold a voxel of the mask; null where it is empty. */
export function maskExtent({ size, words, wordsPerRow }: BitMask): number[] | null {
  const [, ny, nz] = size
  const columns = new Uint32Array(wordsPerRow)
  const [j, k] = [newRange(), newRange()]
  for (let row = 0; row < ny * nz; row++) {
    let any = 0
    for (let w = 0, at = row * wordsPerRow; w < wordsPerRow; w++, at++) {
      const word = words[at] as number
      columns[w] = (columns[w] as number) | word
      any |= word
    }
    if (any === 0) continue
    widen(j, row % ny)
    widen(k, Math.floor(row / ny))
  }
  const i = newRange()
  for (let n = 0; n < wordsPerRow * 32; n++) if (((columns[n >>> 5] as number) >>> (n & 31)) & 1) widen(i, n)
  return i.last < 0 ? null : [i.first, i.last, j.first, j.last, k.first, k.last]
}

interface Range {
  first: number
  last: number
}
const newRange = (): Range => ({ first: Number.POSITIVE_INFINITY, last: -1 })

function widen(range: Range, n: number): void {
  range.first = Math.min(range.first, n)
  range.last = Math.max(range.last, n)
}
