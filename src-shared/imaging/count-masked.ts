import type { BitMask } from '../mask.ts'

/** Counts of every HU from `from` to `to`; what lies outside is counted at the nearer end. */
export interface HuCounts {
  readonly from: number
  readonly counts: Uint32Array
}

/**
 * How often each HU occurs under a mask, of slices `z0` to `z1 - 1`.
 * @param hu [nz][ny][nx] of the mask's size
 */
export function countMasked(
  hu: Int16Array,
  mask: BitMask,
  from: number,
  to: number,
  z0 = 0,
  z1 = mask.size[2],
): HuCounts {
  const [nx, ny] = mask.size
  const { words, wordsPerRow } = mask
  const counts = new Uint32Array(to - from + 1)
  const top = to - from
  for (let row = z0 * ny; row < z1 * ny; row++) {
    for (let w = 0; w < wordsPerRow; w++) {
      let word = words[row * wordsPerRow + w] as number
      const base = row * nx + w * 32
      while (word !== 0) {
        const bit = 31 - Math.clz32(word & -word)
        const index = (hu[base + bit] as number) - from
        const held = index < 0 ? 0 : index > top ? top : index
        counts[held] = (counts[held] as number) + 1
        word &= word - 1
      }
    }
  }
  return { from, counts }
}

/** The HU that a `fraction` (0 to 1) of the counted voxels does not exceed; null without voxels. */
export function quantile({ from, counts }: HuCounts, fraction: number): number | null {
  const total = counts.reduce((sum, count) => sum + count, 0)
  if (total === 0) return null
  const wanted = fraction * total
  let sum = 0
  for (let index = 0; index < counts.length; index++) {
    sum += counts[index] as number
    if (sum >= wanted && sum > 0) return from + index
  }
  return from + counts.length - 1
}
