import type { Parts } from './drop-border-components.ts'
import { sharedUint8, sharedUint16, sharedUint32 } from './shared-array.ts'

/**
 * The parts of neighbouring pieces of a layout as those of the whole: what finding them in all planes at once gives, since
 * no part reaches from one plane to the next. One piece is given back as it is. Cost: a copy.
 */
export function joinParts(pieces: readonly Parts[]): Parts {
  const [only] = pieces
  if (only !== undefined && pieces.length === 1) return only
  const sum = (count: (parts: Parts) => number): number => pieces.reduce((total, parts) => total + count(parts), 0)
  const count = sum(({ components }) => components.count)
  const runCount = sum(({ components }) => components.ofRun.length)
  const rowRuns = sharedUint32(sum(({ runs }) => runs.rowRuns.length - 1) + 1)
  const ends = sharedUint16(2 * runCount)
  const ofRun = sharedUint32(runCount)
  const area = sharedUint32(count)
  const atBorder = sharedUint8(count)
  let [row, run, component] = [0, 0, 0]
  for (const { runs, components } of pieces) {
    const rows = runs.rowRuns.length
    for (let r = 1; r < rows; r++) rowRuns[row + r] = run + (runs.rowRuns[r] as number)
    ends.set(runs.ends, 2 * run)
    for (let r = 0; r < components.ofRun.length; r++) ofRun[run + r] = component + (components.ofRun[r] as number)
    area.set(components.area, component)
    atBorder.set(components.atBorder, component)
    row += rows - 1
    run += components.ofRun.length
    component += components.count
  }
  return { runs: { rowRuns, ends }, components: { count, ofRun, area, atBorder } }
}
