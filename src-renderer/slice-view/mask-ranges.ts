import type { BitMask } from '../../src-shared/mask.ts'

type Range = readonly [number, number] | null

/** First and last index along i, j and k that hold mask; null where the mask is empty. One pass over the words. */
export function maskRanges({ size, wordsPerRow, words }: BitMask): readonly [Range, Range, Range] {
  const [, ny, nz] = size
  const columns = new Uint32Array(wordsPerRow)
  let [firstJ, lastJ, firstK, lastK] = [ny, -1, nz, -1]
  for (let k = 0, row = 0; k < nz; k++) {
    for (let j = 0; j < ny; j++, row += wordsPerRow) {
      let any = 0
      for (let n = 0; n < wordsPerRow; n++) {
        const word = words[row + n] as number
        any |= word
        columns[n] = (columns[n] as number) | word
      }
      if (any === 0) continue
      if (j < firstJ) firstJ = j
      if (j > lastJ) lastJ = j
      if (k < firstK) firstK = k
      lastK = k
    }
  }
  if (lastK < 0) return [null, null, null]
  const first = columns.findIndex((word) => word !== 0)
  const last = columns.findLastIndex((word) => word !== 0)
  const lowest = columns[first] as number
  const firstI = first * 32 + 31 - Math.clz32(lowest & -lowest)
  const lastI = last * 32 + 31 - Math.clz32(columns[last] as number)
  return [
    [firstI, lastI],
    [firstJ, lastJ],
    [firstK, lastK],
  ]
}
