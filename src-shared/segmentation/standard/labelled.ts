import { union } from '../../imaging/mask-logic.ts'
import { cropToRuns, type RunMask } from '../../imaging/run-mask.ts'
import { labels } from '../../labels.ts'
import type { LabelRuns, StageProducts } from '../method.ts'
import { frameOf, inFrame } from './frame.ts'
import type { Upright } from './products.ts'
import { inStoredAxes, shown } from './stage-support.ts'

/** Both lungs and the airways as products that are shown; the mask and its count are those of the lungs. */
export function labelled(
  upright: Upright,
  { right, left, airways }: { right: RunMask; left: RunMask; airways: RunMask },
): Pick<StageProducts, 'maskRuns' | 'voxels' | 'labels'> & { voxels: number } {
  const made: LabelRuns[] = [
    { label: labels.rightLung, name: 'right', runs: inStoredAxes(upright, right) },
    { label: labels.leftLung, name: 'left', runs: inStoredAxes(upright, left) },
    { label: labels.airways, name: 'airways', runs: inStoredAxes(upright, airways) },
  ]
  const frame = frameOf([right, left])
  const both =
    frame === null ? right : cropToRuns(union(inFrame(right, frame), inFrame(left, frame)), frame, upright.size)
  return { ...shown(upright, both), labels: made }
}
