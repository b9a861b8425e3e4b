import type { Measurements } from '../../contract.ts'
import type { Finding, Where } from '../../finding.ts'
import type { RunMask } from '../../imaging/run-mask.ts'
import type { StandardProducts, Upright } from '../standard/products.ts'

/** What a self-check sees: the finished labels, upright, and what was measured on them. */
export interface CheckFacts {
  readonly upright: Upright
  readonly hu: Int16Array
  readonly right: RunMask
  readonly left: RunMask
  readonly airways: RunMask
  readonly standard: StandardProducts
  readonly measurements: Measurements
  /** The place of an upright axial slice, as the page counts it. */
  readonly at: (k: number) => Where
}

/** A self-check: findings where something is wrong, or one that passed, or nothing to say. */
export type Check = (facts: CheckFacts) => Finding[]
