import type { HuCounts } from './count-masked.ts'
import type { RunMask } from './run-mask.ts'

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
