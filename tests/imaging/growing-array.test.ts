import { expect, it } from 'vitest'
import {
  growingFloats,
  growingIntegers,
  reserveFloats,
  reserveIntegers,
} from '../../src-shared/imaging/growing-array.ts'

it('keeps what is in use and makes room for what was asked', () => {
  const floats = growingFloats(2)
  const integers = growingIntegers(2)
  for (let n = 0; n < 100; n++) {
    reserveFloats(floats, 3)
    reserveIntegers(integers, 3)
    floats.data.set([n, n, n], floats.length)
    integers.data.set([n, n, n], integers.length)
    floats.length += 3
    integers.length += 3
  }
  const expected = Array.from({ length: 300 }, (_, at) => Math.floor(at / 3))
  expect(Array.from(floats.data.subarray(0, 300))).toEqual(expected)
  expect(Array.from(integers.data.subarray(0, 300))).toEqual(expected)
})

it('takes one large step where doubling would not do', () => {
  const floats = growingFloats(1)
  reserveFloats(floats, 1000)
  expect(floats.data.length).toBe(1000)
})
