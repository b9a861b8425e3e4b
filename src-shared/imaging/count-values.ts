import { sharedUint32 } from './shared-array.ts'

/** How often each integer occurs: `counts[index]` voxels hold `from + index`. */
export interface ValueCounts {
  readonly from: number
  readonly counts: Uint32Array
}

/** Smallest and largest value that 16 stored bits can give, signed or unsigned; HU in Int16 lie within. */
const lowest = -32_768
const highest = 65_535

/** Counts of nothing yet, for `countValues` to add to. */
export function createValueCounts(): ValueCounts {
  return { from: lowest, counts: sharedUint32(highest - lowest + 1) }
}

/**
 * Adds the values of `data[begin]` to `data[end - 1]` to `into`. Values outside -32,768 to 65,535 are not counted.
 * Everything later in the article's method is a function of a voxel's integer value, so that these counts stand for the volume.
 * Cost: about 1 ns a voxel.
 */
export function countValues(data: Int16Array | Int32Array, begin: number, end: number, into: ValueCounts): void {
  const { counts, from } = into
  for (let at = begin; at < end; at++) {
    const index = (data[at] as number) - from
    counts[index] = (counts[index] as number) + 1
  }
}

/** The smallest range of `all` that holds every count; null where nothing was counted. */
export function trimCounts(all: ValueCounts): ValueCounts | null {
  const first = all.counts.findIndex((count) => count > 0)
  if (first < 0) return null
  const last = all.counts.findLastIndex((count) => count > 0)
  const counts = sharedUint32(last - first + 1)
  counts.set(all.counts.subarray(first, last + 1))
  return { from: all.from + first, counts }
}

/** Number of voxels counted. */
export function totalCount(values: ValueCounts): number {
  let total = 0
  for (const count of values.counts) total += count
  return total
}
