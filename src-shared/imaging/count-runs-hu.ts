import type { RunMask } from './run-mask.ts'

/** Counts of every HU from `from` to `to`; what lies outside is counted at the nearer end. */
export interface HuCounts {
  readonly from: number
  readonly counts: Uint32Array
}

/**
 * How often each HU from `from` to `to` occurs under a mask of runs, of slices `z0` to `z1 - 1`; what lies outside is counted at the
 * nearer end.
 * @param hu [nz][ny][nx] of the mask's size
 */
export function countRunsHu(
  hu: Int16Array,
  { size: [nx, ny, nz], runs: { rowRuns, ends } }: RunMask,
  from: number,
  to: number,
  z0 = 0,
  z1 = nz,
): HuCounts {
  const counts = new Uint32Array(to - from + 1)
  const top = to - from
  for (let row = z0 * ny; row < z1 * ny; row++) {
    const base = row * nx
    for (let run = rowRuns[row] as number; run < (rowRuns[row + 1] as number); run++) {
      const end = base + (ends[2 * run + 1] as number)
      for (let at = base + (ends[2 * run] as number); at < end; at++) {
        const index = (hu[at] as number) - from
        const held = index < 0 ? 0 : index > top ? top : index
        counts[held] = (counts[held] as number) + 1
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
