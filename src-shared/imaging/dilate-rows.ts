import { type BitMask, createBitMask } from '../mask.ts'
import { noReport, type Report } from '../report.ts'
import { edgeOfRow, isFull } from './edge-row.ts'
import type { ElementRow } from './element-rows.ts'

/**
 * Dilation by a structuring element given as rows: each row of the mask is widened once for every width the element has,
 * then laid over the rows it reaches. Nothing grows past the mask's sides. `report` is called per slice.
 *
 * Balls are laid around the edge of the mask alone, which gives the same.
 * @param slices first and last slice that is wanted: others stay empty, and only those within reach of these are looked at
 * Cost: per word of the mask, and per word that holds some of its edge times the element's rows.
 */
export function dilateRows(
  source: BitMask,
  element: readonly ElementRow[],
  report: Report = noReport,
  slices: readonly [number, number] = [0, source.size[2] - 1],
): BitMask {
  const [nx, ny, nz] = source.size
  const { words, wordsPerRow } = source
  const out = createBitMask(source.size)
  const spans = groupBySpan(element)
  // the rows of a ball that is not sheared reach as far to both sides, so that each wider row grows out of the last
  const full = isFull(element)
  const most = Math.max(0, ...element.map(({ from, to }) => Math.max(-from, to)))
  const margin = Math.max(1, Math.ceil(most / 32)) + 1
  // stretches of a row that nothing reaches across are laid one by one
  const apart = 2 * Math.ceil(most / 32) + 1
  const row = new Uint32Array(wordsPerRow + 2 * margin)
  const held = new Uint32Array(wordsPerRow)
  const spare = nx & 31
  const tail = spare === 0 ? -1 : -1 >>> (32 - spare)
  const tall = element.reduce((reach, { dk }) => Math.max(reach, Math.abs(dk)), 0)
  const [low, high] = [Math.max(0, slices[0]), Math.min(nz - 1, slices[1])]

  /** Lays words `first` to `last` of `held`, of row j of slice k, over what the element reaches. */
  const lay = (first: number, last: number, j: number, k: number): void => {
    const before = trailingZeros(held[first] as number)
    const after = Math.clz32(held[last] as number)
    for (let w = first; w <= last; w++) row[w + margin] = held[w] as number
    let reached = 0
    for (const { from, to, places } of spans) {
      const begin = Math.max(0, first + Math.floor((before + from) / 32))
      const end = Math.min(wordsPerRow - 1, last + Math.floor((31 - after + to) / 32))
      if (full) reached = spread(row, reached, to, begin + margin, end + margin)
      else {
        row.fill(0)
        for (let w = first; w <= last; w++) row[w + margin] = held[w] as number
        widen(row, from, to, Math.min(begin, first) + margin, Math.max(end, last) + margin)
      }
      if (end === wordsPerRow - 1) row[end + margin] = (row[end + margin] as number) & tail
      for (let n = 0; n < places.length; n++) {
        const { dj, dk } = places[n] as { dj: number; dk: number }
        const [jj, kk] = [j + dj, k + dk]
        if (jj < 0 || jj >= ny || kk < low || kk > high) continue
        const target = (kk * ny + jj) * wordsPerRow
        for (let w = begin; w <= end; w++) {
          out.words[target + w] = (out.words[target + w] as number) | (row[w + margin] as number)
        }
      }
    }
    row.fill(0)
  }

  for (let k = Math.max(0, low - tall); k <= Math.min(nz - 1, high + tall); k++) {
    report(k, nz)
    for (let j = 0; j < ny; j++) {
      const base = (k * ny + j) * wordsPerRow
      if (full) edgeOfRow(source, j, k, held)
      else for (let w = 0; w < wordsPerRow; w++) held[w] = words[base + w] as number
      let first = 0
      while (first < wordsPerRow) {
        if (held[first] === 0) {
          first++
          continue
        }
        let last = first
        for (let w = first + 1; w < wordsPerRow && w - last < apart; w++) if (held[w] !== 0) last = w
        lay(first, last, j, k)
        first = last + 1
      }
      if (full && k >= low && k <= high) {
        for (let w = base; w < base + wordsPerRow; w++) out.words[w] = (out.words[w] as number) | (words[w] as number)
      }
    }
  }
  return out
}

const trailingZeros = (word: number): number => 31 - Math.clz32(word & -word)

/** Erosion by the same kind of element (its mirror image); what lies outside the mask counts as set. Slices not wanted are of no use. */
export function erodeRows(
  source: BitMask,
  element: readonly ElementRow[],
  report: Report = noReport,
  slices?: readonly [number, number],
): BitMask {
  return invert(dilateRows(complement(source), element, report, slices))
}

/** Every voxel that is not set. */
export function complement(source: BitMask): BitMask {
  const out = createBitMask(source.size)
  out.words.set(source.words)
  return invert(out)
}

/** Turns every voxel of the mask itself. */
function invert(mask: BitMask): BitMask {
  const { size, words, wordsPerRow } = mask
  const spare = size[0] & 31
  const tail = spare === 0 ? -1 : -1 >>> (32 - spare)
  for (let n = 0; n < words.length; n++) words[n] = ~(words[n] as number)
  for (let n = wordsPerRow - 1; n < words.length; n += wordsPerRow) words[n] = (words[n] as number) & tail
  return mask
}

interface Span {
  readonly from: number
  readonly to: number
  readonly places: readonly { readonly dj: number; readonly dk: number }[]
}

function groupBySpan(element: readonly ElementRow[]): Span[] {
  const groups = new Map<string, { from: number; to: number; places: { dj: number; dk: number }[] }>()
  for (const { dj, dk, from, to } of element) {
    const key = `${from} ${to}`
    const group = groups.get(key) ?? { from, to, places: [] }
    group.places.push({ dj, dk })
    groups.set(key, group)
  }
  return [...groups.values()].sort((a, b) => a.to - b.to)
}

/** Widens a row that already reaches `reached` to both sides until it reaches `to`. */
function spread(row: Uint32Array, reached: number, to: number, begin: number, end: number): number {
  let now = reached
  while (now < to) {
    // a step as long as what is covered leaves no gaps
    const by = Math.min(to - now, 2 * now + 1, 31)
    let before = row[begin - 1] as number
    let here = row[begin] as number
    for (let w = begin; w <= end; w++) {
      const after = row[w + 1] as number
      row[w] = here | (here << by) | (before >>> (32 - by)) | (here >>> by) | (after << (32 - by))
      before = here
      here = after
    }
    now += by
  }
  return now
}

/** Replaces the row by the union of its copies shifted by `from` to `to` bits; doubling keeps the passes few. */
function widen(row: Uint32Array, from: number, to: number, begin: number, end: number): void {
  if (from < 0) shiftDown(row, -from)
  else if (from > 0) shiftUp(row, from, false)
  let covered = 1
  const wanted = to - from + 1
  while (covered < wanted) {
    const by = Math.min(covered, wanted - covered)
    shiftUp(row, by, true, begin, end)
    covered += by
  }
}

/** Bits to higher i; with `keep`, or-ed over what is there, for the words from `begin` to `end` alone. */
function shiftUp(row: Uint32Array, by: number, keep: boolean, begin = 0, end = row.length - 1): void {
  const whole = by >>> 5
  const part = by & 31
  for (let w = end; w >= Math.min(begin, end); w--) {
    const here = w - whole >= 0 ? (row[w - whole] as number) : 0
    const below = w - whole - 1 >= 0 ? (row[w - whole - 1] as number) : 0
    const moved = part === 0 ? here : (here << part) | (below >>> (32 - part))
    row[w] = keep ? (row[w] as number) | moved : moved
  }
}

/** Bits to lower i. */
function shiftDown(row: Uint32Array, by: number): void {
  const whole = by >>> 5
  const part = by & 31
  for (let w = 0; w < row.length; w++) {
    const here = row[w + whole] ?? 0
    const above = row[w + whole + 1] ?? 0
    row[w] = part === 0 ? here : (here >>> part) | (above << (32 - part))
  }
}
