import type { Runs } from './find-runs.ts'
import type { Components } from './label-components.ts'
import { sharedUint8, sharedUint16, sharedUint32 } from './shared-array.ts'

/** Runs and components that go together. */
export interface Parts {
  readonly runs: Runs
  readonly components: Components
}

/** The parts without every component that touches a side of its plane; what stays keeps its order. Cost: per run. */
export function dropBorderComponents({ runs, components }: Parts): Parts {
  const newNumber = new Uint32Array(components.count)
  let count = 0
  for (let c = 0; c < components.count; c++) {
    newNumber[c] = count
    if (components.atBorder[c] === 0) count++
  }
  const area = sharedUint32(count)
  for (let c = 0; c < components.count; c++) {
    if (components.atBorder[c] === 0) area[newNumber[c] as number] = components.area[c] as number
  }
  let kept = 0
  for (let run = 0; run < components.ofRun.length; run++) {
    if (components.atBorder[components.ofRun[run] as number] === 0) kept++
  }
  const rowRuns = sharedUint32(runs.rowRuns.length)
  const ends = sharedUint16(kept * 2)
  const ofRun = sharedUint32(kept)
  let to = 0
  for (let row = 0; row + 1 < rowRuns.length; row++) {
    for (let run = runs.rowRuns[row] as number; run < (runs.rowRuns[row + 1] as number); run++) {
      const component = components.ofRun[run] as number
      if (components.atBorder[component] !== 0) continue
      ends[2 * to] = runs.ends[2 * run] as number
      ends[2 * to + 1] = runs.ends[2 * run + 1] as number
      ofRun[to++] = newNumber[component] as number
    }
    rowRuns[row + 1] = to
  }
  return { runs: { rowRuns, ends }, components: { count, ofRun, area, atBorder: sharedUint8(count) } }
}
