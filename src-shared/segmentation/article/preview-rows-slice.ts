import { closeCross } from '../../imaging/close-cross.ts'
import { setBits } from '../../imaging/fill-runs.ts'
import type { LaidParts } from '../../imaging/find-parts.ts'
import { rowLayout } from '../../imaging/plane-layout.ts'
import type { BitMask } from '../../mask.ts'
import type { SlicePreview } from '../method.ts'

/** Closing a row looks at rows up to two away: dilation at one, erosion at one more. */
const reach = 2

/**
 * What a new V leaves of slice k with planes along rows: row `at` (the slice's place in the article's order) of every plane,
 * from the parts of all planes. Equal to that slice of a whole run, since rows within reach of the closing are filled too
 * and the rows outside are only cut off where they are out of reach. Cost: the runs of five slices.
 */
export function previewRowsSlice(
  beforeV: BitMask,
  k: number,
  at: number,
  minComponentPx: number,
  { runs, components, layout }: LaidParts,
): SlicePreview {
  const { size, wordsPerRow } = beforeV
  const [nx, ny] = size
  const sliceWords = wordsPerRow * ny
  const rows = layout.rowWord.length
  const from = Math.max(0, at - reach)
  const count = Math.min(rows, at + reach + 1) - from
  const near = new Uint32Array(sliceWords * count)
  for (let j = 0; j < ny; j++) {
    for (let r = 0; r < count; r++) {
      const word = r * sliceWords + j * wordsPerRow
      const row = j * rows + from + r
      for (let run = runs.rowRuns[row] as number; run < (runs.rowRuns[row + 1] as number); run++) {
        if ((components.area[components.ofRun[run] as number] as number) < minComponentPx) continue
        setBits(near, word, runs.ends[2 * run] as number, runs.ends[2 * run + 1] as number)
      }
    }
  }
  const closed = new Uint32Array(near.length)
  const slices = Array.from({ length: count }, (_, n) => n)
  closeCross(near, rowLayout([nx, ny, count], slices), closed)
  const own = (at - from) * sliceWords
  const removed = near.slice(own, own + sliceWords)
  for (let w = 0; w < sliceWords; w++) {
    removed[w] = (beforeV.words[k * sliceWords + w] as number) & ~(removed[w] as number)
  }
  return { mask: closed.slice(own, own + sliceWords), removed }
}
