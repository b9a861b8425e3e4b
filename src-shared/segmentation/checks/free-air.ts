import { findParts } from '../../imaging/find-parts.ts'
import { shrinkBall } from '../../imaging/grow-ball.ts'
import { measureParts } from '../../imaging/measure-parts.ts'
import { stackRuns, toBitsOfSlices, toRuns } from '../../imaging/run-mask.ts'
import { thresholdRows } from '../../imaging/threshold-rows.ts'
import { createBitMask } from '../../mask.ts'
import { english } from '../../number-format.ts'
import { stretches } from '../stretches.ts'
import type { Check } from './check-facts.ts'

/** Darker than the darkest lung, hardly darker than room air: even bullae hold some tissue in their walls. */
const freeAirHU = -975
const leastMl = 15
/** Takes away what noise alone joins. */
const erosionMm = 1.5

/** Slices whose bits are held at once. */
const atOnce = 16

/** One connected stretch of bare air in a lung: a pneumothorax, or a large bulla. Its volume counts with the lung. */
export const freeAir: Check = ({ upright, hu, right, left, at }) => {
  const [nx, ny, nz] = upright.size
  const radius = Math.max(erosionMm, 1.01 * upright.spacing[0])
  const bare = stretches(0, nz, atOnce).map(([first, last]) => {
    const dark = createBitMask([nx, ny, last - first])
    const some = hu.subarray(first * nx * ny, last * nx * ny)
    for (let k = 0; k < last - first; k++) thresholdRows(some, k, freeAirHU, false, dark)
    const [inRight, inLeft] = [toBitsOfSlices(right, first, last).words, toBitsOfSlices(left, first, last).words]
    for (let n = 0; n < dark.words.length; n++) {
      dark.words[n] = (dark.words[n] as number) & ((inRight[n] as number) | (inLeft[n] as number))
    }
    return toRuns(shrinkBall(dark, upright.metric, radius, true, dark))
  })
  const parts = findParts(stackRuns(bare))
  const largest = measureParts(parts, parts.layout, (leastMl * 1000) / upright.voxelMm3).toSorted(
    (a, b) => b.voxels - a.voxels || a.part - b.part,
  )[0]
  if (largest === undefined) return []
  const volumeMl = (largest.voxels * upright.voxelMm3) / 1000
  return [
    {
      code: 'W_FREE_AIR',
      severity: 'warning',
      message: `At least ${english.number(volumeMl)} mL in the chest are bare air without lung in it: a pneumothorax or a large bulla. It counts with the lung; look at it.`,
      where: at(Math.round(largest.sumK / largest.voxels)),
      details: { volumeMl },
    },
  ]
}
