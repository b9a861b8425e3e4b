import type { LungMeasures } from '../../contract.ts'
import { type HuCounts, quantile } from '../../imaging/count-runs-hu.ts'

/** HU range measures are counted over; lung mask voxels outside are counted at its ends. */
export const measuredHU = [-1024, 1023] as const

/**
 * Volume and density of a structure from the counts of its HU. Everything the mask holds counts, vessels and nodules too.
 *
 * - volumeMl: number of voxels times the volume of one.
 * - meanHU: mean lung density, the mean of all voxels.
 * - laa950: low attenuation area, per cent of voxels below -950 HU (P. A. Gevenois et al., Am J Respir Crit Care Med 152, 1995,
 *   653-657, doi 10.1164/ajrccm.152.2.7633722: of -900 to -970 HU the only level that agreed with morphometry).
 * - laa910: the same below -910 HU, the "density mask" for thick slices (N. L. Müller et al., Chest 94, 1988, 782-787,
 *   doi 10.1378/chest.94.4.782).
 * - perc15: the HU at or below which 15 % of the voxels lie (D. G. Parr et al., Thorax 61, 2006, 485-490,
 *   doi 10.1136/thx.2005.054890), without correction for volume or air calibration.
 *
 * All but the volume are null without voxels.
 */
export function lungMeasures(counted: HuCounts, voxelMl: number): LungMeasures {
  const { from, counts } = counted
  let voxels = 0
  let sum = 0
  let below950 = 0
  let below910 = 0
  counts.forEach((count, index) => {
    const hu = from + index
    voxels += count
    sum += count * hu
    if (hu < -950) below950 += count
    if (hu < -910) below910 += count
  })
  const part = (count: number): number | null => (voxels === 0 ? null : (100 * count) / voxels)
  return {
    volumeMl: voxels * voxelMl,
    meanHU: voxels === 0 ? null : sum / voxels,
    laa950: part(below950),
    laa910: part(below910),
    perc15: quantile(counted, 0.15),
  }
}

/** Counts of several masks together. */
export function addCounts(...all: readonly HuCounts[]): HuCounts {
  const first = all[0] as HuCounts
  const counts = new Uint32Array(first.counts.length)
  for (const one of all) {
    one.counts.forEach((count, index) => {
      counts[index] = (counts[index] as number) + count
    })
  }
  return { from: first.from, counts }
}
