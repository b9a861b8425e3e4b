import { findParts, runsOfParts } from './find-parts.ts'
import type { RunMask } from './run-mask.ts'
import { sharedUint16, sharedUint32 } from './shared-array.ts'

/** Background that the mask encloses in its slice and that covers at most `maxArea` pixels a hole; 4-connected. Cost: per run. */
export function holesInPlane(mask: RunMask, maxArea = Number.POSITIVE_INFINITY): RunMask {
  const found = findParts(background(mask), true)
  const { area, atBorder } = found.components
  return runsOfParts(
    found,
    area.map((pixels, part) => (atBorder[part] === 0 && pixels <= maxArea ? 1 : 0)),
    mask.size,
  )
}

/** Background that the mask encloses on all sides, 6-connected: it reaches no side, nor the first or last slice. Cost: per run. */
export function cavitiesIn(mask: RunMask): RunMask {
  const found = findParts(background(mask))
  const { rowRuns } = found.runs
  const enclosed = found.components.atBorder.map((border) => 1 - border)
  const [rows, slices] = [mask.size[1], mask.size[2]]
  for (const begin of [0, (slices - 1) * rows]) {
    for (let run = rowRuns[begin] as number; run < (rowRuns[begin + rows] as number); run++) {
      enclosed[found.components.ofRun[run] as number] = 0
    }
  }
  return runsOfParts(found, enclosed, mask.size)
}

/** What is not set. */
function background({ size, runs }: RunMask): RunMask {
  const rowRuns = sharedUint32(runs.rowRuns.length)
  const made = new Uint16Array(runs.ends.length + 2 * (runs.rowRuns.length - 1))
  let at = 0
  for (let row = 0; row + 1 < runs.rowRuns.length; row++) {
    let begin = 0
    for (let run = runs.rowRuns[row] as number; run < (runs.rowRuns[row + 1] as number); run++) {
      const end = runs.ends[2 * run] as number
      if (begin < end) {
        made[at++] = begin
        made[at++] = end
      }
      begin = runs.ends[2 * run + 1] as number
    }
    if (begin < size[0]) {
      made[at++] = begin
      made[at++] = size[0]
    }
    rowRuns[row + 1] = at / 2
  }
  const ends = sharedUint16(at)
  ends.set(made.subarray(0, at))
  return { size, runs: { rowRuns, ends } }
}
