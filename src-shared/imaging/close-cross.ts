import { popCount } from '../mask.ts'
import { noReport, type Report } from '../report.ts'
import type { PlaneLayout } from './plane-layout.ts'

/**
 * Binary closing of each plane with the 3x3 cross: dilation, then erosion. Outside the plane counts as background when
 * dilating and as foreground when eroding, as in `skimage.morphology.binary_closing` 0.19.3.
 * @param words rows of the mask, bits past the row's end clear
 * @param out words of the result, clear where no plane of the layout lies
 * @returns number of bits set in `out`
 * Cost: per word of rows that hold something; empty stretches are skipped.
 */
export function closeCross(
  words: Uint32Array,
  layout: PlaneLayout,
  out: Uint32Array,
  report: Report = noReport,
): number {
  const planes = layout.planeWord.length
  const plane = createPlane(layout)
  let pixels = 0
  for (let p = 0; p < planes; p++) {
    report(p, planes)
    const offset = layout.planeWord[p] as number
    if (!findExtents(words, layout, offset, plane)) continue
    dilate(words, layout, offset, plane)
    pixels += erode(layout, offset, plane, out)
  }
  return pixels
}

/** Per row of one plane: the words from `first` to `last` that may hold something (first > last: none), and the dilated row. */
interface Plane {
  readonly first: Int32Array
  readonly last: Int32Array
  readonly dilated: Uint32Array
  readonly lastWord: number
}

function createPlane(layout: PlaneLayout): Plane {
  const rows = layout.rowWord.length
  const spare = layout.columns & 31
  return {
    first: new Int32Array(rows + 2),
    last: new Int32Array(rows + 2),
    dilated: new Uint32Array(rows * layout.wordsPerRow),
    lastWord: spare === 0 ? -1 : -1 >>> (32 - spare),
  }
}

const nothing = 1 << 30

function findExtents(words: Uint32Array, layout: PlaneLayout, offset: number, plane: Plane): boolean {
  const { rowWord, wordsPerRow } = layout
  plane.first.fill(nothing)
  plane.last.fill(-1)
  let any = false
  for (let r = 0; r < rowWord.length; r++) {
    const row = offset + (rowWord[r] as number)
    let n = 0
    while (n < wordsPerRow && words[row + n] === 0) n++
    if (n === wordsPerRow) continue
    any = true
    plane.first[r + 1] = n
    n = wordsPerRow - 1
    while (words[row + n] === 0) n--
    plane.last[r + 1] = n
  }
  return any
}

function dilate(words: Uint32Array, layout: PlaneLayout, offset: number, plane: Plane): void {
  const { rowWord, wordsPerRow } = layout
  const { first, last, dilated } = plane
  const rows = rowWord.length
  dilated.fill(0)
  for (let r = 0; r < rows; r++) {
    const from = Math.min(first[r] as number, first[r + 1] as number, first[r + 2] as number)
    const to = Math.max(last[r] as number, last[r + 1] as number, last[r + 2] as number)
    if (from > to) continue
    const row = offset + (rowWord[r] as number)
    const above = r > 0 ? offset + (rowWord[r - 1] as number) : -1
    const below = r + 1 < rows ? offset + (rowWord[r + 1] as number) : -1
    const begin = Math.max(0, from - 1)
    const end = Math.min(wordsPerRow - 1, to + 1)
    let before = 0
    let here = words[row + begin] as number
    for (let n = begin; n <= end; n++) {
      const after = n + 1 < wordsPerRow ? (words[row + n + 1] as number) : 0
      let word = here | (here << 1) | (before >>> 31) | (here >>> 1) | (after << 31)
      if (above >= 0) word |= words[above + n] as number
      if (below >= 0) word |= words[below + n] as number
      dilated[r * wordsPerRow + n] = n === wordsPerRow - 1 ? word & plane.lastWord : word
      before = here
      here = after
    }
  }
}

function erode(layout: PlaneLayout, offset: number, plane: Plane, out: Uint32Array): number {
  const { rowWord, wordsPerRow } = layout
  const { first, last, dilated } = plane
  const rows = rowWord.length
  const final = wordsPerRow - 1
  let pixels = 0
  for (let r = 0; r < rows; r++) {
    const from = Math.min(first[r] as number, first[r + 1] as number, first[r + 2] as number)
    const to = Math.max(last[r] as number, last[r + 1] as number, last[r + 2] as number)
    const row = r * wordsPerRow
    const target = offset + (rowWord[r] as number)
    const end = Math.min(final, to + 1)
    for (let n = Math.max(0, from - 1); n <= end; n++) {
      const here = dilated[row + n] as number
      if (here === 0) continue
      const before = n > 0 ? (dilated[row + n - 1] as number) : -1
      const after = n < final ? (dilated[row + n + 1] as number) : -1
      // Pixels past the row's end are foreground here, so that the last pixel keeps a right neighbour.
      const filled = n === final ? here | ~plane.lastWord : here
      let word = here & ((here << 1) | (before >>> 31)) & ((filled >>> 1) | (after << 31))
      if (r > 0) word &= dilated[row - wordsPerRow + n] as number
      if (r + 1 < rows) word &= dilated[row + wordsPerRow + n] as number
      if (word === 0) continue
      out[target + n] = word
      pixels += popCount(word)
    }
  }
  return pixels
}
