import { describe, expect, it } from 'vitest'
import { histogramShape, shownRange } from '../../src-renderer/state/histogram-shape.ts'
import { removedParts } from '../../src-renderer/state/method.ts'
import { rugMarks } from '../../src-renderer/state/rug.ts'

describe('histogram', () => {
  it('shows the range that holds nearly everything', () => {
    const counts = new Array<number>(400).fill(0)
    counts[10] = 1 // one stray voxel far below
    for (let bin = 100; bin < 200; bin++) counts[bin] = 1000
    const [low, high] = shownRange({ fromHU: -2000, binHU: 10, counts })
    expect(low).toBe(-1000)
    expect(high).toBe(0)
  })

  it('is flat for a flat histogram, whatever the width of its bins', () => {
    for (const binHU of [3, 7, 16]) {
      const counts = new Array<number>(Math.ceil(1000 / binHU)).fill(50)
      const { heights } = histogramShape({ fromHU: -1000, binHU, counts }, -1000, 0)
      for (const height of heights) expect(height).toBeCloseTo(1, 5)
    }
  })

  it('puts round figures on the axis', () => {
    const { ticks } = histogramShape({ fromHU: -1024, binHU: 1, counts: [1] }, -1024, 600)
    expect(ticks).toEqual([-1000, -800, -600, -400, -200, 0, 200, 400, 600])
  })
})

describe('what V removes', () => {
  const sizes = [
    [1, 4],
    [50, 2],
    [100, 1],
    [5000, 3],
  ] as const

  it('counts parts smaller than V', () => {
    expect(removedParts(sizes, 0)).toEqual({ parts: 0, voxels: 0 })
    expect(removedParts(sizes, 100)).toEqual({ parts: 6, voxels: 104 })
    expect(removedParts(sizes, 101)).toEqual({ parts: 7, voxels: 204 })
    expect(removedParts(sizes, 10_000)).toEqual({ parts: 10, voxels: 15_204 })
  })

  it('marks each place once for those that go and those that stay', () => {
    const marks = rugMarks(sizes, 100, 160, 8)
    expect(marks.filter((mark) => mark.goes).map((mark) => mark.height)).toEqual([4, 2])
    expect(marks.filter((mark) => !mark.goes).map((mark) => mark.height)).toEqual([1, 3])
    expect(rugMarks(sizes, 0, 160, 8).every((mark) => !mark.goes)).toBe(true)
  })

  it('keeps high stacks within the rug and in order', () => {
    const marks = rugMarks(
      [
        [1, 100_000],
        [10, 100],
        [100, 1],
      ],
      5,
      160,
      8,
    )
    const heights = marks.map((mark) => mark.height)
    expect(Math.max(...heights)).toBe(8)
    expect(heights).toEqual([...heights].sort((a, b) => b - a))
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(1)
  })
})
