import { describe, expect, it } from 'vitest'
import { largestV, placeOfV, stepV, vAtPlace } from '../../src-renderer/state/log-scale.ts'

describe("V's scale", () => {
  it('has 0 at the left end and 10,000 at the right', () => {
    expect(placeOfV(0)).toBe(0)
    expect(placeOfV(10_000)).toBe(1)
    expect(vAtPlace(0)).toBe(0)
    expect(vAtPlace(1)).toBe(largestV)
  })

  it('gives every value back from its place', () => {
    for (let value = 0; value <= largestV; value++) expect(vAtPlace(placeOfV(value))).toBe(value)
  })

  it('is even in powers of ten', () => {
    const steps = [10, 100, 1000, 10_000].map(placeOfV)
    const gaps = steps.slice(1).map((place, index) => place - (steps[index] ?? 0))
    for (const gap of gaps) expect(gap).toBeCloseTo(0.25, 1)
  })

  it('holds places and values outside within its ends', () => {
    expect(placeOfV(-5)).toBe(0)
    expect(placeOfV(20_000)).toBe(1)
    expect(vAtPlace(-1)).toBe(0)
    expect(vAtPlace(2)).toBe(largestV)
  })

  it('steps by 1, 2, 5', () => {
    expect([0, 1, 2, 3, 100, 9999].map((value) => stepV(value, 1))).toEqual([1, 2, 5, 5, 200, 10_000])
    expect([10_000, 100, 99, 1, 0].map((value) => stepV(value, -1))).toEqual([5000, 50, 50, 0, 0])
  })
})
