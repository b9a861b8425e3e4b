import { type BitMask, createBitMask } from '../mask.ts'
import { noReport, type Report } from '../report.ts'
import { cropMask, occupiedBox, pasteMask, slicesOfMask } from './crop-mask.ts'
import { dilateRows, erodeRows } from './dilate-rows.ts'
import { ballRows, type Metric } from './element-rows.ts'
import { padForElement } from './grow-ball.ts'

/**
 * Closing with the Euclidean ball of `radiusMm`, exact on the grid: every ball that fits beside the mask stays empty, all else
 * is filled. Outside the mask lies background, and room for it is made, so that the sides change nothing.
 * Cost: words of the mask's box times the rows of the ball, twice.
 * @param wanted first and last slice that is wanted: others come out empty. They need what lies within twice `ballSlices` of them
 */
export function closeBall(
  mask: BitMask,
  metric: Metric,
  radiusMm: number,
  report: Report = noReport,
  wanted: readonly [number, number] = [0, mask.size[2] - 1],
): BitMask {
  const out = createBitMask(mask.size, true)
  const box = occupiedBox(mask)
  if (box === null) return out
  const element = ballRows(metric, radiusMm)
  const padded = padForElement(box, element)
  const tall = ballSlices(metric, radiusMm)
  const [low, high] = [wanted[0] - padded.slices[0], wanted[1] - padded.slices[0]]
  const grown = dilateRows(cropMask(mask, padded), element, (done, total) => report(done, 2 * total), [
    low - tall,
    high + tall,
  ])
  const closed = erodeRows(grown, element, (done, total) => report(total + done, 2 * total), [low, high])
  const kept = {
    ...padded,
    slices: [Math.max(wanted[0], padded.slices[0]), Math.min(wanted[1], padded.slices[1])] as const,
  }
  if (kept.slices[0] > kept.slices[1]) return out
  pasteMask(slicesOfMask(closed, kept.slices[0] - padded.slices[0], kept.slices[1] - padded.slices[0]), kept, out)
  return out
}

/** How many slices the ball reaches above and below its middle. */
export const ballSlices = (metric: Metric, radiusMm: number): number =>
  ballRows(metric, radiusMm).reduce((most, { dk }) => Math.max(most, Math.abs(dk)), 0)
