import { describe, expect, it } from 'vitest'
import { chunkSlices } from '../../src-main/engine/read-slices.ts'

describe('chunkSlices', () => {
  it.each([0, 1, 2, 3, 4, 9, 17, 64, 300, 5000])('has each of %i slices once', (count) => {
    const all = chunkSlices(count).flat()
    expect(all.toSorted((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, k) => k))
  })

  it('begins with the middle slice and goes outwards', () => {
    const [first, ...rest] = chunkSlices(64)
    expect(first).toEqual([32])
    const nearest = rest.map((ks) => Math.min(...ks.map((k) => Math.abs(k - 32))))
    expect(nearest).toEqual(nearest.toSorted((a, b) => a - b))
  })
})
