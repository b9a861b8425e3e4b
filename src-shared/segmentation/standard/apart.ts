import type { BitMask } from '../../mask.ts'

interface Lungs {
  readonly right: BitMask
  readonly left: BitMask
}

/** Makes grown lungs leave the other lung and the airways what was theirs; what both claim anew belongs to neither. In place. */
export function apart(before: Lungs, grown: Lungs, airways: BitMask): void {
  const [wasRight, wasLeft] = [before.right.words, before.left.words]
  const [right, left] = [grown.right.words, grown.left.words]
  for (let n = 0; n < right.length; n++) {
    const [ownRight, ownLeft] = [wasRight[n] as number, wasLeft[n] as number]
    const [newRight, newLeft] = [right[n] as number, left[n] as number]
    const taken = (newRight & newLeft & ~ownRight & ~ownLeft) | (airways.words[n] as number)
    right[n] = newRight & ~ownLeft & ~taken
    left[n] = newLeft & ~ownRight & ~taken
  }
}
