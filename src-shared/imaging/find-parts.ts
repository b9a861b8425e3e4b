import type { Vec3 } from '../geometry.ts'
import { type BitMask, createBitMask, popCount } from '../mask.ts'
import { noReport, type Report } from '../report.ts'
import type { Parts } from './drop-border-components.ts'
import { fillRuns } from './fill-runs.ts'
import { findRuns } from './find-runs.ts'
import { labelComponents } from './label-components.ts'
import { labelComponents3d } from './label-components-3d.ts'
import { type PlaneLayout, sliceLayout } from './plane-layout.ts'
import type { RunMask } from './run-mask.ts'
import { sharedUint16, sharedUint32 } from './shared-array.ts'

/** Parts with the layout of their rows. */
export interface LaidParts extends Parts {
  readonly layout: PlaneLayout
}

const allSlices = ({ size }: { size: Vec3 }): number[] => Array.from({ length: size[2] }, (_, k) => k)

/** The 6-connected parts of a mask, or with `inPlane` the 4-connected ones of each slice. */
export function findParts(mask: BitMask | RunMask, inPlane = false, report: Report = noReport): LaidParts {
  const layout = sliceLayout(mask.size, allSlices(mask))
  const runs = 'runs' in mask ? mask.runs : findRuns(mask.words, layout)
  const components = (inPlane ? labelComponents : labelComponents3d)(runs, layout, report)
  return { runs, components, layout }
}

/** The mask of the parts that `keep` says 1 of, one entry a part; a new shared mask. */
export function maskOfParts(parts: LaidParts, keep: ArrayLike<number>, size: BitMask['size']): BitMask {
  const mask = createBitMask(size, true)
  const components = { ...parts.components, area: Uint32Array.from(keep) }
  fillRuns({ runs: parts.runs, components }, parts.layout, 1, mask.words)
  return mask
}

/** The same as runs: those of the parts that `keep` says 1 of. Cost: per run. */
export function runsOfParts({ runs, components }: LaidParts, keep: ArrayLike<number>, size: Vec3): RunMask {
  const { ofRun } = components
  const rowRuns = sharedUint32(runs.rowRuns.length)
  const first = runs.rowRuns[0] as number
  const last = runs.rowRuns[runs.rowRuns.length - 1] as number
  let held = 0
  for (let run = first; run < last; run++) held += keep[ofRun[run] as number] as number
  const ends = sharedUint16(2 * held)
  held = 0
  for (let row = 0; row + 1 < runs.rowRuns.length; row++) {
    for (let run = runs.rowRuns[row] as number; run < (runs.rowRuns[row + 1] as number); run++) {
      if (keep[ofRun[run] as number] !== 1) continue
      ends[2 * held] = runs.ends[2 * run] as number
      ends[2 * held + 1] = runs.ends[2 * run + 1] as number
      held++
    }
    rowRuns[row + 1] = held
  }
  return { size, runs: { rowRuns, ends } }
}

/** The parts as slices `from` to `to - 1` show them, counted and numbered as in the whole mask of `size`. */
export function partsOfSlices({ runs, components }: LaidParts, size: Vec3, from: number, to: number): LaidParts {
  const slices = Array.from({ length: to - from }, (_, k) => k)
  const rowRuns = runs.rowRuns.subarray(from * size[1], to * size[1] + 1)
  return { runs: { ...runs, rowRuns }, components, layout: sliceLayout(size, slices) }
}

/** How many voxels of each part lie in the first `columns` of their rows. Cost: per run. */
export function countInColumns({ runs: { ends }, components }: LaidParts, columns: number): Uint32Array {
  const inside = new Uint32Array(components.count)
  for (let run = 0; run < components.ofRun.length; run++) {
    const part = components.ofRun[run] as number
    const voxels = Math.min(columns, ends[2 * run + 1] as number) - (ends[2 * run] as number)
    if (voxels > 0) inside[part] = (inside[part] as number) + voxels
  }
  return inside
}

/** How many voxels of each part are set in `mask`. Cost: per word of each run. */
export function countInside({ runs, components, layout }: LaidParts, mask: BitMask): Uint32Array {
  const inside = new Uint32Array(components.count)
  const rows = layout.rowWord.length
  for (let row = 0; row + 1 < runs.rowRuns.length; row++) {
    const r = row % rows
    const base = (layout.planeWord[(row - r) / rows] as number) + (layout.rowWord[r] as number)
    for (let run = runs.rowRuns[row] as number; run < (runs.rowRuns[row + 1] as number); run++) {
      const part = components.ofRun[run] as number
      const count = countRange(mask.words, base, runs.ends[2 * run] as number, runs.ends[2 * run + 1] as number)
      inside[part] = (inside[part] as number) + count
    }
  }
  return inside
}

function countRange(words: Uint32Array, base: number, from: number, to: number): number {
  let count = 0
  for (let w = from >>> 5; w <= (to - 1) >>> 5; w++) {
    let word = words[base + w] as number
    if (w === from >>> 5) word &= -1 << (from & 31)
    if (w === (to - 1) >>> 5) word &= -1 >>> (31 - ((to - 1) & 31))
    if (word !== 0) count += popCount(word)
  }
  return count
}
