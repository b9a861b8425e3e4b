import type { Parts } from './drop-border-components.ts'
import type { PlaneLayout } from './plane-layout.ts'

/**
 * Sets the bits of every component of at least `minimumArea` pixels in `words`, whose bits must be clear.
 * @returns number of bits set
 * Cost: per run.
 */
export function fillRuns(
  { runs, components }: Parts,
  layout: PlaneLayout,
  minimumArea: number,
  words: Uint32Array,
): number {
  const { rowRuns, ends } = runs
  const { ofRun, area } = components
  const { planeWord, rowWord } = layout
  let pixels = 0
  for (let p = 0, row = 0; p < planeWord.length; p++) {
    for (let r = 0; r < rowWord.length; r++, row++) {
      const word = (planeWord[p] as number) + (rowWord[r] as number)
      const end = rowRuns[row + 1] as number
      for (let run = rowRuns[row] as number; run < end; run++) {
        if ((area[ofRun[run] as number] as number) < minimumArea) continue
        const from = ends[2 * run] as number
        const to = ends[2 * run + 1] as number
        pixels += to - from
        setBits(words, word, from, to)
      }
    }
  }
  return pixels
}

/** Sets pixels `from` to `to - 1` (at least one) of the row that begins at `word`. */
export function setBits(words: Uint32Array, word: number, from: number, to: number): void {
  const first = word + (from >>> 5)
  const last = word + ((to - 1) >>> 5)
  const head = -1 << (from & 31)
  const tail = -1 >>> (31 - ((to - 1) & 31))
  if (first === last) {
    words[first] = (words[first] as number) | (head & tail)
    return
  }
  words[first] = (words[first] as number) | head
  for (let n = first + 1; n < last; n++) words[n] = 0xffffffff
  words[last] = (words[last] as number) | tail
}
