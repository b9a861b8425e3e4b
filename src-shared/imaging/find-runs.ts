import type { PlaneLayout } from './plane-layout.ts'
import { sharedUint16, sharedUint32 } from './shared-array.ts'

/**
 * The set pixels of a mask as runs along its rows. Row r of plane p holds runs `rowRuns[p * rows + r]` up to, not
 * including, the next entry; run n covers pixels `ends[2n]` to `ends[2n + 1] - 1`.
 */
export interface Runs {
  readonly rowRuns: Uint32Array
  readonly ends: Uint16Array
}

/** Run-length codes the rows of `words` in the layout's order. Rows are at most 65,535 pixels. Cost: per word and per run. */
export function findRuns(words: Uint32Array, layout: PlaneLayout): Runs {
  const { columns, planeWord, rowWord } = layout
  const rowRuns = sharedUint32(planeWord.length * rowWord.length + 1)
  let ends = new Uint16Array(1 << 16)
  let used = 0
  let row = 0
  for (let p = 0; p < planeWord.length; p++) {
    for (let r = 0; r < rowWord.length; r++) {
      if (used + columns + 1 > ends.length) ends = grown(ends, used + columns + 1)
      used = findRowEnds(words, (planeWord[p] as number) + (rowWord[r] as number), layout, ends, used)
      rowRuns[++row] = used >> 1
    }
  }
  const shared = sharedUint16(used)
  shared.set(ends.subarray(0, used))
  return { rowRuns, ends: shared }
}

/** Writes where the runs of one row begin and end from `ends[to]` on; gives the place after the last. */
function findRowEnds(words: Uint32Array, row: number, layout: PlaneLayout, ends: Uint16Array, to: number): number {
  const { columns, wordsPerRow } = layout
  let at = to
  let carry = 0
  for (let n = 0; n < wordsPerRow; n++) {
    const word = words[row + n] as number
    let changes = word ^ ((word << 1) | carry)
    carry = word >>> 31
    while (changes !== 0) {
      ends[at++] = n * 32 + 31 - Math.clz32(changes & -changes)
      changes &= changes - 1
    }
  }
  if (carry === 1) ends[at++] = columns
  return at
}

function grown(ends: Uint16Array<ArrayBuffer>, needed: number): Uint16Array<ArrayBuffer> {
  const larger = new Uint16Array(Math.max(ends.length * 2, needed))
  larger.set(ends)
  return larger
}
