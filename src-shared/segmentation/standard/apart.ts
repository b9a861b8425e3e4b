import { intersection, without } from '../../imaging/mask-logic.ts'
import type { BitMask } from '../../mask.ts'

interface Lungs {
  readonly right: BitMask
  readonly left: BitMask
}

/** Grown lungs that leave the other lung and the airways what was theirs; what both claim anew belongs to neither. */
export function apart(before: Lungs, grown: Lungs, airways: BitMask): Lungs {
  const contested = without(without(intersection(grown.right, grown.left), before.right), before.left)
  const side = (own: BitMask, other: BitMask): BitMask => without(without(without(own, other), contested), airways)
  return { right: side(grown.right, before.left), left: side(grown.left, before.right) }
}
