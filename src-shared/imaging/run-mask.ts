import type { Vec3 } from '../geometry.ts'
import { type BitMask, createBitMask } from '../mask.ts'
import type { WordBox } from './crop-mask.ts'
import { setBits } from './fill-runs.ts'
import { findRuns, type Runs } from './find-runs.ts'
import { sliceLayout } from './plane-layout.ts'
import { sharedUint16, sharedUint32 } from './shared-array.ts'

/**
 * A mask as runs along its rows, slice by slice, in shared memory: what a mask of an organ takes in bits it takes here to a fifth or
 * less, so that every stage's mask can be kept.
 */
export interface RunMask {
  readonly size: Vec3
  readonly runs: Runs
}

const everySlice = ({ size }: Pick<BitMask, 'size'>): number[] => Array.from({ length: size[2] }, (_, k) => k)

/** A mask as runs. Cost: per word and per run. */
export function toRuns(mask: BitMask): RunMask {
  return { size: mask.size, runs: findRuns(mask.words, sliceLayout(mask.size, everySlice(mask))) }
}

/** Masks of the slices one after another as one mask; they have the same rows and columns. Cost: a copy. */
export function stackRuns(pieces: readonly RunMask[]): RunMask {
  const [first] = pieces
  if (first === undefined || pieces.length === 1) return first ?? noRuns([0, 0, 0])
  const slices = pieces.reduce((sum, { size }) => sum + size[2], 0)
  const rowRuns = sharedUint32(first.size[1] * slices + 1)
  const ends = sharedUint16(pieces.reduce((sum, { runs }) => sum + runs.ends.length, 0))
  let [row, run] = [0, 0]
  for (const { runs } of pieces) {
    const rows = runs.rowRuns.length
    for (let r = 1; r < rows; r++) rowRuns[row + r] = run + (runs.rowRuns[r] as number)
    ends.set(runs.ends, 2 * run)
    row += rows - 1
    run += runs.ends.length / 2
  }
  return { size: [first.size[0], first.size[1], slices], runs: { rowRuns, ends } }
}

/** The mask of `part`, the crop of a mask of `size` at `box`, which lies within it; nothing is set around the box. */
export const cropToRuns = (part: BitMask, box: WordBox, size: Vec3): RunMask => placeRuns(toRuns(part), box, size)

/** The same for a crop that is runs already, whose ends become those of the whole. */
export function placeRuns({ size: partSize, runs }: RunMask, box: WordBox, size: Vec3): RunMask {
  const shift = box.words[0] * 32
  const rowRuns = sharedUint32(size[1] * size[2] + 1)
  const rows = partSize[1]
  let held = 0
  for (let k = 0, row = 0; k < size[2]; k++) {
    for (let j = 0; j < size[1]; j++) {
      const inside = k >= box.slices[0] && k <= box.slices[1] && j >= box.rows[0] && j <= box.rows[1]
      if (inside) held = runs.rowRuns[(k - box.slices[0]) * rows + (j - box.rows[0]) + 1] as number
      rowRuns[++row] = held
    }
  }
  for (let n = 0; n < runs.ends.length; n++) runs.ends[n] = (runs.ends[n] as number) + shift
  return { size, runs: { rowRuns, ends: runs.ends } }
}

/** An empty mask. */
export function noRuns(size: Vec3): RunMask {
  return { size, runs: { rowRuns: sharedUint32(size[1] * size[2] + 1), ends: sharedUint16(0) } }
}

/**
 * The bits of a mask of runs, or of several of one size together; `shared` puts them where every thread sees them.
 * Cost: per run, and memory set to zero.
 */
export function toBits(masks: RunMask | readonly [RunMask, ...RunMask[]], shared = false): BitMask {
  const all = 'runs' in masks ? ([masks] as const) : masks
  const mask = createBitMask(all[0].size, shared)
  for (const { runs } of all) fillRows(runs, mask, 0, 0, runs.rowRuns.length - 1)
  return mask
}

/** The bits of a box that lies within the mask, as a mask of its own. */
export function toBitsInBox({ size, runs }: RunMask, { words, rows, slices }: WordBox): BitMask {
  const first = words[0] * 32
  const columns = Math.min(size[0], (words[1] + 1) * 32) - first
  const out = createBitMask([columns, rows[1] - rows[0] + 1, slices[1] - slices[0] + 1])
  for (let k = slices[0], at = 0; k <= slices[1]; k++, at += out.size[1] * out.wordsPerRow) {
    fillRows(runs, out, at, k * size[1] + rows[0], k * size[1] + rows[1] + 1, first)
  }
  return out
}

/** The bits of slices `from` to `to - 1`. */
export function toBitsOfSlices({ size, runs }: RunMask, from: number, to: number): BitMask {
  const out = createBitMask([size[0], size[1], to - from])
  fillRows(runs, out, 0, from * size[1], to * size[1])
  return out
}

/** Number of set voxels of each slice. */
export function countOfSlices({ size, runs: { rowRuns, ends } }: RunMask): Uint32Array {
  const counts = new Uint32Array(size[2])
  for (let k = 0; k < size[2]; k++) {
    let count = 0
    for (let run = rowRuns[k * size[1]] as number; run < (rowRuns[(k + 1) * size[1]] as number); run++)
      count += (ends[2 * run + 1] as number) - (ends[2 * run] as number)
    counts[k] = count
  }
  return counts
}

function fillRows({ rowRuns, ends }: Runs, out: BitMask, at: number, from: number, to: number, first = 0): void {
  const { words, wordsPerRow, size } = out
  for (let row = from, word = at; row < to; row++, word += wordsPerRow) {
    for (let run = rowRuns[row] as number; run < (rowRuns[row + 1] as number); run++) {
      const begin = Math.max(0, (ends[2 * run] as number) - first)
      const end = Math.min(size[0], (ends[2 * run + 1] as number) - first)
      if (begin < end) setBits(words, word, begin, end)
    }
  }
}

/** Number of set voxels. */
export function countRuns({ runs: { ends } }: RunMask): number {
  let count = 0
  for (let n = 0; n < ends.length; n += 2) count += (ends[n + 1] as number) - (ends[n] as number)
  return count
}

/** The smallest box that holds all of these masks, which are of one size; null where they are empty. */
export function boxOfRuns(masks: readonly RunMask[]): WordBox | null {
  let [left, right, front, back, low, high] = [Number.POSITIVE_INFINITY, -1, Number.POSITIVE_INFINITY, -1, -1, -1]
  for (const { size, runs } of masks) {
    const { rowRuns, ends } = runs
    for (let row = 0; row + 1 < rowRuns.length; row++) {
      const [begin, end] = [rowRuns[row] as number, rowRuns[row + 1] as number]
      if (begin === end) continue
      const j = row % size[1]
      const k = (row - j) / size[1]
      left = Math.min(left, ends[2 * begin] as number)
      right = Math.max(right, (ends[2 * end - 1] as number) - 1)
      front = Math.min(front, j)
      back = Math.max(back, j)
      low = low < 0 ? k : Math.min(low, k)
      high = Math.max(high, k)
    }
  }
  return right < 0 ? null : { words: [left >>> 5, right >>> 5], rows: [front, back], slices: [low, high] }
}

/** First and last slice that holds a voxel of any of these masks, which are of one size; null where they are empty. */
export function slicesOfRuns(masks: readonly RunMask[]): [number, number] | null {
  const box = boxOfRuns(masks)
  return box === null ? null : [...box.slices]
}
