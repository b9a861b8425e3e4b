import { type BitMask, createBitMask } from '../mask.ts'
import { noReport, type Report } from '../report.ts'
import { cropMask, occupiedBox, padBox, pasteMask, type WordBox } from './crop-mask.ts'
import { dilateRows, erodeRows } from './dilate-rows.ts'
import { ballRows, type ElementRow, type Metric } from './element-rows.ts'

/** Every voxel within `radiusMm` of the mask; works on the mask's box alone. */
export function growBall(mask: BitMask, metric: Metric, radiusMm: number, report: Report = noReport): BitMask {
  const out = createBitMask(mask.size, true)
  const box = occupiedBox(mask)
  if (box === null) return out
  const element = ballRows(metric, radiusMm)
  const padded = padForElement(box, element)
  pasteMask(dilateRows(cropMask(mask, padded), element, report), padded, out)
  return out
}

/** The box with room for a structuring element on every side, and one voxel more. */
export function padForElement(box: WordBox, element: readonly ElementRow[]): WordBox {
  const reach = (values: number[]): number => Math.max(...values.map(Math.abs)) + 1
  return padBox(box, [
    reach(element.flatMap(({ from, to }) => [from, to])),
    reach(element.map(({ dj }) => dj)),
    reach(element.map(({ dk }) => dk)),
  ])
}

/**
 * Every voxel of the mask from which no voxel outside it lies within `radiusMm`, in its slice with `inPlane`.
 * @param out may be the mask itself, which then shrinks in place
 */
export function shrinkBall(
  mask: BitMask,
  metric: Metric,
  radiusMm: number,
  inPlane = false,
  out: BitMask = createBitMask(mask.size),
): BitMask {
  const box = occupiedBox(mask)
  if (box === null) return out
  const element = ballRows(metric, radiusMm, inPlane)
  const padded = padForElement(box, element)
  const crop = cropMask(mask, padded)
  out.words.fill(0)
  pasteMask(erodeRows(crop, element), padded, out)
  return out
}
