import type { RunMask } from '../../imaging/run-mask.ts'

/** Column of the trunk's centroid in each slice; the volume's middle where a slice is empty. */
export function middleOfTrunk(trunk: RunMask): Float64Array {
  const middle = new Float64Array(trunk.size[2])
  for (let k = 0; k < middle.length; k++) middle[k] = middleOfSlices(trunk, k, k + 1)
  return middle
}

/** Column of the whole trunk's centroid. */
export const middleColumn = (trunk: RunMask): number => middleOfSlices(trunk, 0, trunk.size[2])

function middleOfSlices({ size, runs: { rowRuns, ends } }: RunMask, from: number, to: number): number {
  let count = 0
  let sum = 0
  for (let run = rowRuns[from * size[1]] as number; run < (rowRuns[to * size[1]] as number); run++) {
    const [begin, end] = [ends[2 * run] as number, ends[2 * run + 1] as number]
    count += end - begin
    sum += ((end - begin) * (begin + end - 1)) / 2
  }
  return count === 0 ? (size[0] - 1) / 2 : sum / count
}
