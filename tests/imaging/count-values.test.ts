import { expect, it } from 'vitest'
import { countValues, createValueCounts, totalCount, trimCounts } from '../../src-shared/imaging/count-values.ts'

it('counts every value between begin and end', () => {
  const counts = createValueCounts()
  countValues(Int16Array.of(7, -2, 5, 5, -2, 5, 9), 1, 6, counts)
  const trimmed = trimCounts(counts)
  expect(trimmed?.from).toBe(-2)
  expect(Array.from(trimmed?.counts ?? [])).toEqual([2, 0, 0, 0, 0, 0, 0, 3])
})

it('covers the ends of signed and unsigned 16-bit values and leaves out what lies beyond', () => {
  const counts = createValueCounts()
  countValues(Int32Array.of(-32_768, 65_535, 65_536, -32_769), 0, 4, counts)
  expect(totalCount(counts)).toBe(2)
  expect(trimCounts(counts)?.from).toBe(-32_768)
})

it('has no range where nothing was counted', () => {
  expect(trimCounts(createValueCounts())).toBeNull()
})
