import { Failure } from '../../failure.ts'
import {
  countValues,
  createValueCounter,
  finishCounts,
  totalCount,
  type ValueCounter,
  type ValueCounts,
} from '../../imaging/count-values.ts'
import { sharedUint32 } from '../../imaging/shared-array.ts'
import type { Report } from '../../report.ts'
import type { Volume } from '../../volume.ts'
import type { HuHistogram } from '../method.ts'

/** Values of all slices of one rescale: stored integers where the volume keeps them, HU else. */
export interface RescaleGroup {
  readonly slope: number
  readonly intercept: number
  /** Stored values. */
  readonly values: ValueCounts
}

/** Stored value of a whole HU; the division is exact but for the last bit of the float. */
export const storedOfHu = (hu: number, slope: number, intercept: number): number => Math.round((hu - intercept) / slope)

/**
 * Counts the stored values of the slices named, apart for each rescale. `report` is called per slice.
 * Throws `E_BITS` where a stored value lies outside what 16 bits can give.
 */
export function countStored(volume: Volume, slices: readonly number[], report: Report): RescaleGroup[] {
  const [nx, ny] = volume.grid.size
  const data = volume.stored ?? volume.hu
  const groups = new Map<string, { slope: number; intercept: number; counter: ValueCounter; slices: number }>()
  slices.forEach((k, done) => {
    report(done, slices.length)
    const { slope = 1, intercept = 0 } = volume.slices[k] ?? {}
    const key = `${slope} ${intercept}`
    const group = groups.get(key) ?? { slope, intercept, counter: createValueCounter(), slices: 0 }
    groups.set(key, group)
    group.slices++
    countValues(data, k * nx * ny, (k + 1) * nx * ny, group.counter)
  })
  return [...groups.values()].map(({ slope, intercept, counter, slices: count }) => {
    const values = finishCounts(counter)
    if (values === null || totalCount(values) !== count * nx * ny) {
      throw new Failure('E_BITS', 'A stored value lies outside what 16 bits can hold. This series cannot be segmented.')
    }
    return { slope, intercept, values: volume.stored === null ? storedFromHu(values, slope, intercept) : values }
  })
}

function storedFromHu(hu: ValueCounts, slope: number, intercept: number): ValueCounts {
  const stored = (index: number): number => storedOfHu(hu.from + index, slope, intercept)
  const ends = [stored(0), stored(hu.counts.length - 1)]
  const from = Math.min(...ends)
  const counts = new Uint32Array(Math.abs((ends[1] as number) - (ends[0] as number)) + 1)
  hu.counts.forEach((count, index) => {
    if (count > 0) counts[stored(index) - from] = (counts[stored(index) - from] as number) + count
  })
  return { from, counts }
}

/** The groups of all pieces, those of one rescale together, in the order in which they come first. */
export function joinGroups(pieces: readonly (readonly RescaleGroup[])[]): RescaleGroup[] {
  const same = new Map<string, RescaleGroup[]>()
  for (const group of pieces.flat()) {
    const key = `${group.slope} ${group.intercept}`
    same.set(key, [...(same.get(key) ?? []), group])
  }
  return [...same.values()].map((groups) => {
    const [first] = groups as [RescaleGroup]
    return { ...first, values: mergeCounts(groups) ?? first.values }
  })
}

/** All groups in one, in shared memory; null without groups. */
export function mergeCounts(groups: readonly RescaleGroup[]): ValueCounts | null {
  if (groups.length === 0) return null
  const from = Math.min(...groups.map(({ values }) => values.from))
  const end = Math.max(...groups.map(({ values }) => values.from + values.counts.length))
  const counts = sharedUint32(end - from)
  for (const { values } of groups) {
    values.counts.forEach((count, index) => {
      const at = values.from + index - from
      counts[at] = (counts[at] as number) + count
    })
  }
  return { from, counts }
}

const mostBins = 512

/** HU of all groups in at most 512 bins of a whole number of HU, for the histogram on screen. */
export function huHistogram(groups: readonly RescaleGroup[]): HuHistogram {
  const huOf = ({ slope, intercept }: RescaleGroup, value: number): number => Math.round(value * slope + intercept)
  let lowest = Number.POSITIVE_INFINITY
  let highest = Number.NEGATIVE_INFINITY
  for (const group of groups) {
    const { from, counts } = group.values
    for (const end of [huOf(group, from), huOf(group, from + counts.length - 1)]) {
      lowest = Math.min(lowest, end)
      highest = Math.max(highest, end)
    }
  }
  if (lowest > highest) return { fromHU: 0, binHU: 1, counts: [] }
  const binHU = Math.max(1, Math.ceil((highest - lowest + 1) / mostBins))
  const counts = new Array<number>(Math.floor((highest - lowest) / binHU) + 1).fill(0)
  for (const group of groups) {
    group.values.counts.forEach((count, index) => {
      if (count === 0) return
      const bin = Math.floor((huOf(group, group.values.from + index) - lowest) / binHU)
      counts[bin] = (counts[bin] as number) + count
    })
  }
  return { fromHU: lowest, binHU, counts }
}
