import { type BitMask, createBitMask } from '../mask.ts'
import { noReport, type Report } from '../report.ts'
import { cropMask, occupiedBox, pasteMask } from './crop-mask.ts'
import { dilateRows, erodeRows } from './dilate-rows.ts'
import { ballRows, type Metric } from './element-rows.ts'
import { padForElement } from './grow-ball.ts'

/**
 * Closing with the Euclidean ball of `radiusMm`, exact on the grid: every ball that fits beside the mask stays empty, all else
 * is filled. Outside the mask lies background, and room for it is made, so that the sides change nothing.
 * Cost: words of the mask's box times the rows of the ball, twice.
 */
export function closeBall(mask: BitMask, metric: Metric, radiusMm: number, report: Report = noReport): BitMask {
  const out = createBitMask(mask.size, true)
  const box = occupiedBox(mask)
  if (box === null) return out
  const element = ballRows(metric, radiusMm)
  const padded = padForElement(box, element)
  const grown = dilateRows(cropMask(mask, padded), element, (done, total) => report(done, 2 * total))
  const closed = erodeRows(grown, element, (done, total) => report(total + done, 2 * total))
  pasteMask(closed, padded, out)
  return out
}
