import { boxOfRuns, type RunMask, toBitsInBox } from '../../imaging/run-mask.ts'

export interface Lungs {
  readonly right: RunMask
  readonly left: RunMask
}

/** The box that holds the lungs: what works on their bits needs no more. Null where there are none. */
export const frameOf = boxOfRuns

export const inFrame = toBitsInBox
