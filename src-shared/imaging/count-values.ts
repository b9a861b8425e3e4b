import { sharedUint32 } from './shared-array.ts'

/** How often each integer occurs: `counts[index]` voxels hold `from + index`. Both ends are counted at least once. */
export interface ValueCounts {
  readonly from: number
  readonly counts: Uint32Array
}

/** Smallest and largest value that 16 stored bits can give, signed or unsigned; HU in Int16 lie within. */
const lowest = -32_768
const highest = 65_535

/** Counts on the way. 16-bit values are read two at a time, so that neighbours, often equal, go to different tables. */
export interface ValueCounter {
  /** By the 16 bits of the value, of the lower and of the upper half of each pair. */
  readonly halves: Uint32Array
  /** By value - `lowest`, of values that come one by one; made for the first of them. */
  wide: Uint32Array
}

export function createValueCounter(): ValueCounter {
  return { halves: new Uint32Array(2 * 65_536), wide: new Uint32Array(0) }
}

/**
 * Adds the values of `data[begin]` to `data[end - 1]`. Values outside -32,768 to 65,535 are not counted.
 * Everything later in the article's method is a function of a voxel's integer value, so that these counts stand for the volume.
 * Cost: under 1 ns a voxel.
 */
export function countValues(data: Int16Array | Int32Array, begin: number, end: number, counter: ValueCounter): void {
  const { halves } = counter
  const aligned = data instanceof Int16Array && (data.byteOffset + 2 * begin) % 4 === 0
  const pairs = new Uint32Array(
    data.buffer,
    aligned ? data.byteOffset + 2 * begin : 0,
    aligned ? (end - begin) >> 1 : 0,
  )
  // Both loops stand here and not in helpers: V8 inlines a small helper into half-optimised code, where its loop stays slow.
  for (let n = 0; n < pairs.length; n++) {
    const pair = pairs[n] as number
    const lower = pair & 0xffff
    const upper = 0x10000 | (pair >>> 16)
    halves[lower] = (halves[lower] as number) + 1
    halves[upper] = (halves[upper] as number) + 1
  }
  const rest = begin + 2 * pairs.length
  if (rest < end && counter.wide.length === 0) counter.wide = new Uint32Array(highest - lowest + 1)
  const { wide } = counter
  for (let at = rest; at < end; at++) {
    const index = (data[at] as number) - lowest
    wide[index] = (wide[index] as number) + 1
  }
}

/** All that was counted, in shared memory; null where nothing was. */
export function finishCounts(counter: ValueCounter): ValueCounts | null {
  const end = counter.wide.length === 0 ? 32_767 : highest
  let first = lowest
  while (first <= end && countOf(counter, first) === 0) first++
  if (first > end) return null
  let last = end
  while (countOf(counter, last) === 0) last--
  const counts = sharedUint32(last - first + 1)
  for (let value = first; value <= last; value++) counts[value - first] = countOf(counter, value)
  return { from: first, counts }
}

function countOf({ halves, wide }: ValueCounter, value: number): number {
  const one = wide.length === 0 ? 0 : (wide[value - lowest] as number)
  if (value > 32_767) return one
  const bits = value & 0xffff
  return one + (halves[bits] as number) + (halves[bits | 0x10000] as number)
}

/** Number of voxels counted. */
export function totalCount({ counts }: ValueCounts): number {
  let total = 0
  for (let index = 0; index < counts.length; index++) total += counts[index] as number
  return total
}
