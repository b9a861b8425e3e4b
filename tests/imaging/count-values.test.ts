import fc from 'fast-check'
import { expect, it } from 'vitest'
import { countValues, createValueCounter, finishCounts, totalCount } from '../../src-shared/imaging/count-values.ts'

it('counts every value between begin and end', () => {
  const counter = createValueCounter()
  countValues(Int16Array.of(7, -2, 5, 5, -2, 5, 9), 1, 6, counter)
  const counts = finishCounts(counter)
  expect(counts?.from).toBe(-2)
  expect(Array.from(counts?.counts ?? [])).toEqual([2, 0, 0, 0, 0, 0, 0, 3])
})

it('counts the same at any offset and length, in 16 and in 32 bits', () => {
  const values = fc.array(fc.integer({ min: -32_768, max: 32_767 }), { minLength: 1, maxLength: 60 })
  fc.assert(
    fc.property(values, fc.nat(7), fc.nat(7), (list, skip, drop) => {
      const begin = Math.min(skip, list.length)
      const end = Math.max(begin, list.length - drop)
      const expected = new Map<number, number>()
      for (const value of list.slice(begin, end)) expected.set(value, (expected.get(value) ?? 0) + 1)
      for (const data of [Int16Array.from([0, ...list]).subarray(1), Int16Array.from(list), Int32Array.from(list)]) {
        const counter = createValueCounter()
        countValues(data, begin, end, counter)
        const found = finishCounts(counter)
        const pairs = Array.from(found?.counts ?? [], (count, at): [number, number] => [(found?.from ?? 0) + at, count])
        expect(new Map(pairs.filter(([, count]) => count > 0))).toEqual(
          new Map([...expected].sort(([a], [b]) => a - b)),
        )
      }
    }),
    { numRuns: 60 },
  )
})

it('covers the ends of signed and unsigned 16-bit values and leaves out what lies beyond', () => {
  const counter = createValueCounter()
  countValues(Int32Array.of(-32_768, 65_535, 65_536, -32_769), 0, 4, counter)
  const counts = finishCounts(counter)
  expect(counts?.from).toBe(-32_768)
  expect(counts === null ? 0 : totalCount(counts)).toBe(2)
})

it('has nothing where nothing was counted', () => {
  expect(finishCounts(createValueCounter())).toBeNull()
})
