import type { HuCounts } from './count-runs-hu.ts'

/**
 * Otsu's threshold on counts of whole HU: the HU that voxels of the lower class stay below, so that the variance between the
 * two classes is largest; the middle of the stretch where several do equally well. Null where one class would be empty.
 *
 * Source: N. Otsu, "A threshold selection method from gray-level histograms", IEEE Trans. SMC 9(1), 1979, 62-66,
 * doi 10.1109/TSMC.1979.4310076.
 */
export function otsuHu({ from, counts }: HuCounts): number | null {
  let total = 0
  let sum = 0
  counts.forEach((count, index) => {
    total += count
    sum += count * index
  })
  let best = -1
  let last = -1
  let largest = 0
  let weight = 0
  let below = 0
  for (let index = 0; index + 1 < counts.length; index++) {
    weight += counts[index] as number
    below += (counts[index] as number) * index
    if (weight === 0 || weight === total) continue
    const difference = below / weight - (sum - below) / (total - weight)
    const variance = (weight / total) * (1 - weight / total) * difference * difference
    if (variance > largest) {
      largest = variance
      best = index
      last = index
    } else if (variance === largest) last = index
  }
  return best < 0 ? null : from + 1 + Math.round((best + last) / 2)
}
