import { popCount } from '../mask.ts'
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
  const { columns, wordsPerRow, planeWord, rowWord } = layout
  const rowRuns = sharedUint32(planeWord.length * rowWord.length + 1)
  countRuns(words, layout, rowRuns)
  const ends = sharedUint16((rowRuns[rowRuns.length - 1] as number) * 2)
  let to = 0
  for (let p = 0; p < planeWord.length; p++) {
    for (let r = 0; r < rowWord.length; r++) {
      const row = (planeWord[p] as number) + (rowWord[r] as number)
      let carry = 0
      for (let n = 0; n < wordsPerRow; n++) {
        const word = words[row + n] as number
        let changes = word ^ ((word << 1) | carry)
        carry = word >>> 31
        while (changes !== 0) {
          ends[to++] = n * 32 + 31 - Math.clz32(changes & -changes)
          changes &= changes - 1
        }
      }
      if (carry === 1) ends[to++] = columns
    }
  }
  return { rowRuns, ends }
}

function countRuns(words: Uint32Array, layout: PlaneLayout, rowRuns: Uint32Array): void {
  const { wordsPerRow, planeWord, rowWord } = layout
  let runs = 0
  let next = 1
  for (let p = 0; p < planeWord.length; p++) {
    for (let r = 0; r < rowWord.length; r++) {
      const row = (planeWord[p] as number) + (rowWord[r] as number)
      let carry = 0
      for (let n = 0; n < wordsPerRow; n++) {
        const word = words[row + n] as number
        if (word !== 0) runs += popCount(word & ~((word << 1) | carry))
        carry = word >>> 31
      }
      rowRuns[next++] = runs
    }
  }
}
