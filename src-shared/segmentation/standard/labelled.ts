import { union } from '../../imaging/mask-logic.ts'
import { storedMask } from '../../imaging/reorient.ts'
import { type LabelMask, labels } from '../../labels.ts'
import { type BitMask, countBits } from '../../mask.ts'
import type { StageProducts } from '../method.ts'
import type { Upright } from './products.ts'

/** Both lungs and the airways as products that are shown; `mask` and `voxels` are those of the lungs. */
export function labelled(
  upright: Upright,
  { right, left, airways }: { right: BitMask; left: BitMask; airways: BitMask },
): Pick<StageProducts, 'mask' | 'voxels' | 'labels'> & { voxels: number } {
  const stored = (mask: BitMask): BitMask => storedMask(mask, upright.map)
  const made: LabelMask[] = [
    { label: labels.rightLung, name: 'right', mask: stored(right) },
    { label: labels.leftLung, name: 'left', mask: stored(left) },
    { label: labels.airways, name: 'airways', mask: stored(airways) },
  ]
  const mask = stored(union(right, left))
  return { mask, voxels: countBits(mask), labels: made }
}
