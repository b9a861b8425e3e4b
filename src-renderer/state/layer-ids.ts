import type { SegmentationInfo } from '../../src-shared/contract.ts'
import type { LabelName } from '../../src-shared/labels.ts'

/** Parts of the difference, in the order of their list. */
export const differenceIds = ['onlyA', 'both', 'onlyB'] as const
export type DifferenceId = (typeof differenceIds)[number]

export type LayerId = LabelName | 'removed' | DifferenceId

const order: readonly LayerId[] = ['lungs', 'right', 'left', 'airways', 'removed']

/** What of a result is drawn over the slices, in the order of the list: its labels, then what V removed. */
export function layersOf(info: SegmentationInfo | null): LayerId[] {
  return info === null ? [] : order.filter((id) => id === 'removed' || info.volumes[id] !== undefined)
}

/** Place of a layer's key, from 0: Shift 1 to Shift 4. */
export const layerKey = (id: LayerId): number =>
  ({ lungs: 0, right: 0, left: 1, airways: 2, removed: 3, onlyA: 0, both: 1, onlyB: 2 })[id]
