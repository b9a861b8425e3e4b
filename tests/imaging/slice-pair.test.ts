import { expect, it } from 'vitest'
import { createSlicePair, firstWord, lastWord, nextSlice } from '../../src-shared/imaging/slice-pair.ts'
import { createBitMask } from '../../src-shared/mask.ts'
import { setBit } from '../support/mask-literal.ts'

const mask = createBitMask([100, 3, 2])
setBit(mask, 40, 1, 0)
setBit(mask, 99, 2, 1)

it('frames two slices with background and knows where each row holds something', () => {
  const pair = createSlicePair(mask)
  nextSlice(pair, mask, 0)
  expect([pair.before.empty, pair.here.empty]).toEqual([true, false])
  nextSlice(pair, mask, 1)
  expect([pair.before.empty, pair.here.empty]).toEqual([false, false])
  expect(pair.before.words[2 * pair.rowWords + 1]).toBe(1 << 8)
  expect(pair.here.words[3 * pair.rowWords + 3]).toBe(1 << 3)
  expect([0, 1, 2, 3].map((j) => [firstWord(pair, j), lastWord(pair, j)])).toEqual([
    [expect.any(Number), -1],
    [1, 1],
    [1, 3],
    [3, 3],
  ])
  expect(firstWord(pair, 0)).toBeGreaterThan(pair.rowWords)
})

it('is background before the first slice and past the last, whatever was there before', () => {
  const pair = createSlicePair(mask)
  for (const k of [0, 1, 2, -1]) nextSlice(pair, mask, k)
  for (const slice of [pair.before, pair.here]) {
    expect(slice.empty).toBe(true)
    expect(slice.words.every((word) => word === 0)).toBe(true)
  }
  expect(lastWord(pair, 2)).toBe(-1)
})
