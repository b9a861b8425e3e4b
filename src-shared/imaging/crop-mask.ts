import type { Vec3 } from '../geometry.ts'
import { type BitMask, createBitMask } from '../mask.ts'

/** A box of a mask: whole words along i, rows j and slices k; first to last, both within. It may stick out of the mask. */
export interface WordBox {
  readonly words: readonly [number, number]
  readonly rows: readonly [number, number]
  readonly slices: readonly [number, number]
}

/** The smallest box that holds every set bit; null for an empty mask. */
export function occupiedBox({ size, wordsPerRow, words }: BitMask): WordBox | null {
  const [, ny, nz] = size
  let [firstWord, lastWord, firstRow, lastRow, firstSlice, lastSlice] = [wordsPerRow, -1, ny, -1, nz, -1]
  for (let k = 0, at = 0; k < nz; k++) {
    for (let j = 0; j < ny; j++, at += wordsPerRow) {
      let first = 0
      while (first < wordsPerRow && words[at + first] === 0) first++
      if (first === wordsPerRow) continue
      let last = wordsPerRow - 1
      while (words[at + last] === 0) last--
      firstWord = Math.min(firstWord, first)
      lastWord = Math.max(lastWord, last)
      firstRow = Math.min(firstRow, j)
      lastRow = Math.max(lastRow, j)
      firstSlice = Math.min(firstSlice, k)
      lastSlice = k
    }
  }
  if (lastSlice < 0) return null
  return { words: [firstWord, lastWord], rows: [firstRow, lastRow], slices: [firstSlice, lastSlice] }
}

/** A box wider by voxels on every side, which may leave the mask. */
export function padBox({ words, rows, slices }: WordBox, by: Vec3): WordBox {
  const more = Math.ceil(by[0] / 32)
  return {
    words: [words[0] - more, words[1] + more],
    rows: [rows[0] - by[1], rows[1] + by[1]],
    slices: [slices[0] - by[2], slices[1] + by[2]],
  }
}

const extent = ([first, last]: readonly [number, number]): number => last - first + 1

/** The part of a mask in a box, as a mask of its own; nothing is set where the box sticks out. */
export function cropMask(mask: BitMask, box: WordBox): BitMask {
  const out = createBitMask([extent(box.words) * 32, extent(box.rows), extent(box.slices)])
  eachRow(mask, box, out, (from, to, count) => {
    for (let w = 0; w < count; w++) out.words[to + w] = mask.words[from + w] as number
  })
  return out
}

/** Sets in `mask` what is set in `part`, the crop at `box`; what sticks out is lost. */
export function pasteMask(part: BitMask, box: WordBox, mask: BitMask): void {
  const spare = mask.size[0] & 31
  const tail = spare === 0 ? -1 : -1 >>> (32 - spare)
  eachRow(mask, box, part, (at, from, count, reachesEnd) => {
    for (let w = 0; w < count; w++)
      mask.words[at + w] = (mask.words[at + w] as number) | (part.words[from + w] as number)
    if (reachesEnd) mask.words[at + count - 1] = (mask.words[at + count - 1] as number) & tail
  })
}

/** Clears in `mask` what is set in `part`, which lies at the box. */
export function clearMask(part: BitMask, box: WordBox, mask: BitMask): void {
  eachRow(mask, box, part, (at, from, count) => {
    for (let w = 0; w < count; w++)
      mask.words[at + w] = (mask.words[at + w] as number) & ~(part.words[from + w] as number)
  })
}

/** Slices `first` to `last` of a mask, as a view of the same bits. */
export function slicesOfMask({ size, wordsPerRow, words }: BitMask, first: number, last: number): BitMask {
  const perSlice = wordsPerRow * size[1]
  return {
    size: [size[0], size[1], last - first + 1],
    wordsPerRow,
    words: words.subarray(first * perSlice, (last + 1) * perSlice),
  }
}

/** Calls with the first word in the mask and in the part of each stretch they share. */
function eachRow(
  mask: BitMask,
  box: WordBox,
  part: BitMask,
  use: (inMask: number, inPart: number, count: number, reachesEnd: boolean) => void,
): void {
  const [, ny, nz] = mask.size
  const first = Math.max(0, box.words[0])
  const last = Math.min(mask.wordsPerRow - 1, box.words[1])
  if (first > last) return
  for (let k = Math.max(0, box.slices[0]); k <= Math.min(nz - 1, box.slices[1]); k++) {
    for (let j = Math.max(0, box.rows[0]); j <= Math.min(ny - 1, box.rows[1]); j++) {
      const inMask = (k * ny + j) * mask.wordsPerRow + first
      const row = (k - box.slices[0]) * part.size[1] + (j - box.rows[0])
      use(inMask, row * part.wordsPerRow + first - box.words[0], last - first + 1, last === mask.wordsPerRow - 1)
    }
  }
}
