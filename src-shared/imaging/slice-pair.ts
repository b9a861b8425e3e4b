import type { BitMask } from '../mask.ts'

/**
 * Two neighbouring slices of a mask with a frame of background: row j at (j + 1) * `rowWords`, one word of background
 * behind each row, a row before the first and one behind the last.
 */
export interface SlicePair {
  readonly rowWords: number
  before: FramedSlice
  here: FramedSlice
}

export interface FramedSlice {
  readonly words: Uint32Array
  /** First and last word that holds something, by framed row; `nothing` and -1 where none does. */
  readonly first: Int32Array
  readonly last: Int32Array
  empty: boolean
}

/** Larger than any word of a row. */
const nothing = 1 << 30

/** First word that holds something in voxel rows j - 1 and j of either slice; larger than any where none does. */
export function firstWord({ before, here }: SlicePair, j: number): number {
  const older = Math.min(before.first[j] as number, before.first[j + 1] as number)
  return Math.min(older, here.first[j] as number, here.first[j + 1] as number)
}

/** Last word that holds something in voxel rows j - 1 and j of either slice, -1 where none does. */
export function lastWord({ before, here }: SlicePair, j: number): number {
  const older = Math.max(before.last[j] as number, before.last[j + 1] as number)
  return Math.max(older, here.last[j] as number, here.last[j + 1] as number)
}

export function createSlicePair({ size, wordsPerRow }: BitMask): SlicePair {
  const rows = size[1] + 2
  const make = (): FramedSlice => ({
    words: new Uint32Array(rows * (wordsPerRow + 1)),
    first: new Int32Array(rows).fill(nothing),
    last: new Int32Array(rows).fill(-1),
    empty: true,
  })
  return { rowWords: wordsPerRow + 1, before: make(), here: make() }
}

/** Makes slice k the pair's `here` and what was `here` its `before`; before the first and past the last slice is background. */
export function nextSlice(pair: SlicePair, mask: BitMask, k: number): void {
  const slice = pair.before
  pair.before = pair.here
  pair.here = slice
  const [, ny, nz] = mask.size
  if (k < 0 || k >= nz) clearSlice(slice)
  else loadSlice(slice, mask, k * ny * mask.wordsPerRow, ny, pair.rowWords)
}

function clearSlice(slice: FramedSlice): void {
  slice.words.fill(0)
  slice.first.fill(nothing)
  slice.last.fill(-1)
  slice.empty = true
}

function loadSlice(slice: FramedSlice, mask: BitMask, begin: number, ny: number, rowWords: number): void {
  const { words, wordsPerRow } = mask
  const { words: to, first, last } = slice
  let from = begin
  slice.empty = true
  for (let row = 1; row <= ny; row++) {
    const target = row * rowWords
    let low = nothing
    let high = -1
    for (let n = 0; n < wordsPerRow; n++) {
      const word = words[from++] as number
      to[target + n] = word
      if (word === 0) continue
      if (high < 0) low = n
      high = n
    }
    first[row] = low
    last[row] = high
    if (high >= 0) slice.empty = false
  }
}
