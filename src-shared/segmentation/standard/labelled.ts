import { countRuns, type RunMask } from '../../imaging/run-mask.ts'
import { labels } from '../../labels.ts'
import type { LabelRuns } from '../method.ts'
import type { Upright } from './products.ts'
import { inStoredAxes } from './stage-support.ts'

/** Both lungs and the airways as products that are shown, with the voxels of the lungs. */
export function labelled(
  upright: Upright,
  { right, left, airways }: { right: RunMask; left: RunMask; airways: RunMask },
): { labels: LabelRuns[]; voxels: number } {
  return {
    labels: [
      { label: labels.rightLung, name: 'right', runs: inStoredAxes(upright, right) },
      { label: labels.leftLung, name: 'left', runs: inStoredAxes(upright, left) },
      { label: labels.airways, name: 'airways', runs: inStoredAxes(upright, airways) },
    ],
    voxels: countRuns(right) + countRuns(left),
  }
}
