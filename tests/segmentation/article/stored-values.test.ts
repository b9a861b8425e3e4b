import { describe, expect, it } from 'vitest'
import { countStored, huHistogram, mergeCounts } from '../../../src-shared/segmentation/article/stored-values.ts'
import type { Volume, VolumeSlice } from '../../../src-shared/volume.ts'
import { drawnVolume } from '../../support/drawn-volume.ts'

const quiet = (): void => {}

function volumeWith(
  hu: number[][],
  slice: (k: number) => Partial<VolumeSlice>,
  stored: number[][] | null = null,
): Volume {
  const volume = drawnVolume(
    hu.map((row) => '.'.repeat(row.length)),
    slice,
  )
  return { ...volume, hu: Int16Array.from(hu.flat()), stored: stored === null ? null : Int32Array.from(stored.flat()) }
}
const entries = (values: { from: number; counts: Uint32Array } | null): [number, number][] =>
  values === null
    ? []
    : Array.from(values.counts, (count, at): [number, number] => [values.from + at, count]).filter(
        ([, count]) => count > 0,
      )

describe('stored values', () => {
  it('come back from HU by each slice’s own rescale', () => {
    const volume = volumeWith(
      [
        [-1000, 0, 0],
        [-1000, 100, 200],
      ],
      (k) => (k === 0 ? { slope: 1, intercept: -1024 } : { slope: 2, intercept: -1000 }),
    )
    const groups = countStored(volume, [0, 1], quiet)
    expect(groups.map((group) => entries(group.values))).toEqual([
      [
        [24, 1],
        [1024, 2],
      ],
      [
        [0, 1],
        [550, 1],
        [600, 1],
      ],
    ])
    expect(entries(mergeCounts(groups))).toEqual([
      [0, 1],
      [24, 1],
      [550, 1],
      [600, 1],
      [1024, 2],
    ])
  })

  it('come back with a negative slope', () => {
    const groups = countStored(
      volumeWith([[-300, 0, 50]], () => ({ slope: -1, intercept: 100 })),
      [0],
      quiet,
    )
    expect(entries(mergeCounts(groups))).toEqual([
      [50, 1],
      [100, 1],
      [400, 1],
    ])
  })

  it('are read as they are where the volume keeps them', () => {
    const volume = volumeWith([[-1024, -1023, -1023]], () => ({ slope: 0.5, intercept: -1024 }), [[0, 1, 2]])
    expect(entries(mergeCounts(countStored(volume, [0], quiet)))).toEqual([
      [0, 1],
      [1, 1],
      [2, 1],
    ])
  })

  it('are counted only in the slices named', () => {
    const groups = countStored(
      volumeWith(
        [
          [-1024, 0],
          [7, 7],
        ],
        () => ({}),
      ),
      [0],
      quiet,
    )
    expect(entries(mergeCounts(groups))).toEqual([
      [0, 1],
      [1024, 1],
    ])
  })

  it('are refused beyond 16 bits', () => {
    const volume = volumeWith([[0, 0]], () => ({}), [[5, 70_000]])
    expect(() => countStored(volume, [0], quiet)).toThrow(expect.objectContaining({ code: 'E_BITS' }))
  })
})

it('bins HU over all rescales', () => {
  const volume = volumeWith(
    [
      [-1000, 0, 0],
      [-1000, 100, 3000],
    ],
    (k) => (k === 0 ? {} : { slope: 2, intercept: -1000 }),
  )
  const { fromHU, binHU, counts } = huHistogram(countStored(volume, [0, 1], quiet))
  expect([fromHU, binHU]).toEqual([-1000, 8])
  expect(counts.length).toBe(501)
  expect([counts[0], counts[125], counts[137], counts[500]]).toEqual([2, 2, 1, 1])
})
