import { describe, expect, it } from 'vitest'
import { otsuThreshold } from '../../src-shared/imaging/otsu-threshold.ts'

function countsOf(values: Record<number, number>): { from: number; counts: Uint32Array } {
  const keys = Object.keys(values).map(Number)
  const from = Math.min(...keys)
  const counts = new Uint32Array(Math.max(...keys) - from + 1)
  for (const key of keys) counts[key - from] = values[key] ?? 0
  return { from, counts }
}

describe('Otsu threshold', () => {
  it('parts two peaks just above the lower one', () => {
    const otsu = otsuThreshold(countsOf({ 0: 1, 100: 500, 110: 400, 1000: 800, 1024: 1 }))
    // Bins are 4 wide: 110 falls into bin 27, whose centre is 110.
    expect(otsu?.bin).toBe(27)
    expect(otsu?.threshold).toBe(Math.fround(110 / 1024))
    expect(otsu?.cut).toBe(110)
    expect(otsu?.binCounts[25]).toBe(500)
    expect(otsu?.binCounts[255]).toBe(1)
  })

  it('takes the first of equal maxima', () => {
    const otsu = otsuThreshold(countsOf({ 0: 10, 256: 10 }))
    expect(otsu?.bin).toBe(0)
    expect(otsu?.threshold).toBe(Math.fround(0.5 / 256))
    expect(otsu?.cut).toBe(1)
  })

  it('handles values below zero', () => {
    const otsu = otsuThreshold(countsOf({ [-1000]: 50, [-900]: 60, 0: 70, 50: 60, 1000: 2 }))
    expect(otsu?.minimum).toBe(-1)
    // Bins are 7.8125 wide: -900 lies in bin 12, whose centre is -902.34, so that -900 itself is not below the threshold.
    expect(otsu?.bin).toBe(12)
    expect(otsu?.cut).toBe(-902)
  })

  it.each([
    ['one constant value', { 700: 90 }],
    ['a largest value of 0', { [-100]: 5, 0: 5 }],
    ['a negative largest value', { [-100]: 5, [-7]: 5 }],
  ])('finds nothing for %s', (_, values) => {
    expect(otsuThreshold(countsOf(values as Record<number, number>))).toBeNull()
  })
})
