import { type BitMask, popCount } from '../mask.ts'

/** Voxels of two masks in each slice k, and in all. */
export interface Overlap {
  readonly both: number
  readonly onlyA: number
  readonly onlyB: number
  readonly slices: { readonly both: number[]; readonly onlyA: number[]; readonly onlyB: number[] }
}

/** Counts what two masks of one size share and what only one of them has. Cost: per word. */
export function countOverlap(a: BitMask, b: BitMask): Overlap {
  const [, ny, nz] = a.size
  const sliceWords = ny * a.wordsPerRow
  const slices = { both: new Array<number>(nz), onlyA: new Array<number>(nz), onlyB: new Array<number>(nz) }
  let [both, onlyA, onlyB] = [0, 0, 0]
  for (let k = 0, at = 0; k < nz; k++) {
    let [inBoth, inA, inB] = [0, 0, 0]
    for (const end = at + sliceWords; at < end; at++) {
      const one = a.words[at] as number
      const other = b.words[at] as number
      if ((one | other) === 0) continue
      inBoth += popCount(one & other)
      inA += popCount(one & ~other)
      inB += popCount(other & ~one)
    }
    slices.both[k] = inBoth
    slices.onlyA[k] = inA
    slices.onlyB[k] = inB
    both += inBoth
    onlyA += inA
    onlyB += inB
  }
  return { both, onlyA, onlyB, slices }
}

type Counts = Pick<Overlap, 'both' | 'onlyA' | 'onlyB'>

/**
 * The Dice similarity coefficient 2 |A and B| / (|A| + |B|), 0 to 1; null where both masks are empty.
 * Source: Dice, Measures of the Amount of Ecologic Association Between Species, Ecology 26 (1945) 297-302.
 */
export const dice = ({ both, onlyA, onlyB }: Counts): number | null => ratio(2 * both, 2 * both + onlyA + onlyB)

/** The Jaccard index |A and B| / |A or B|, 0 to 1; null where both masks are empty. */
export const jaccard = ({ both, onlyA, onlyB }: Counts): number | null => ratio(both, both + onlyA + onlyB)

const ratio = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole)
