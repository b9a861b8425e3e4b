import { findParts } from '../../imaging/find-parts.ts'
import { shrinkBall } from '../../imaging/grow-ball.ts'
import { measureParts } from '../../imaging/measure-parts.ts'
import { thresholdRows } from '../../imaging/threshold-rows.ts'
import { createBitMask } from '../../mask.ts'
import type { Check } from './check-facts.ts'

/** Darker than the darkest lung, hardly darker than room air: even bullae hold some tissue in their walls. */
const freeAirHU = -975
const leastMl = 15
/** Takes away what noise alone joins. */
const erosionMm = 1.5

/** One connected stretch of bare air in a lung: a pneumothorax, or a large bulla. Its volume counts with the lung. */
export const freeAir: Check = ({ upright, hu, right, left, at }) => {
  const dark = createBitMask(upright.size)
  for (let k = 0; k < upright.size[2]; k++) thresholdRows(hu, k, freeAirHU, false, dark)
  const radius = Math.max(erosionMm, 1.01 * upright.spacing[0])
  for (let n = 0; n < dark.words.length; n++) {
    dark.words[n] = (dark.words[n] as number) & ((right.words[n] as number) | (left.words[n] as number))
  }
  const bare = shrinkBall(dark, upright.metric, radius, true, dark)
  const parts = findParts(bare)
  const largest = measureParts(parts, parts.layout, (leastMl * 1000) / upright.voxelMm3).toSorted(
    (a, b) => b.voxels - a.voxels || a.part - b.part,
  )[0]
  if (largest === undefined) return []
  const volumeMl = (largest.voxels * upright.voxelMm3) / 1000
  return [
    {
      code: 'W_FREE_AIR',
      severity: 'warning',
      message: `At least ${Math.round(volumeMl)} mL in the chest are bare air without lung in it: a pneumothorax or a large bulla. It counts with the lung; look at it.`,
      where: at(Math.round(largest.sumK / largest.voxels)),
      details: { volumeMl },
    },
  ]
}
