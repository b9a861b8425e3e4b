import { boxOfRuns, cropToRuns, noRuns, type RunMask, toBitsInBox } from '../../imaging/run-mask.ts'
import type { BitMask } from '../../mask.ts'
import { apart } from './apart.ts'

export interface Lungs {
  readonly right: RunMask
  readonly left: RunMask
}

/** The box that holds the lungs: what works on their bits needs no more. Null where there are none. */
export const frameOf = boxOfRuns

export const inFrame = toBitsInBox

/**
 * Lungs after a step that works on the bits of each within their frame and never grows beyond it; they leave each other and the airways
 * what was theirs (see `apart`).
 */
export function changeLungs(
  { right, left }: Lungs,
  airways: RunMask,
  step: (lung: BitMask, side: 'right' | 'left') => BitMask,
): Lungs {
  const frame = frameOf([right, left])
  if (frame === null) return { right: noRuns(right.size), left: noRuns(left.size) }
  const before = { right: inFrame(right, frame), left: inFrame(left, frame) }
  const grown = { right: step(before.right, 'right'), left: step(before.left, 'left') }
  apart(before, grown, inFrame(airways, frame))
  return {
    right: cropToRuns(grown.right, frame, right.size),
    left: cropToRuns(grown.left, frame, left.size),
  }
}
