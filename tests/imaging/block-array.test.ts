import { expect, it } from 'vitest'
import { floatBlocks, integerBlocks, reserveBlock, usedBlocks } from '../../src-shared/imaging/block-array.ts'

it('keeps what is in use, over as many blocks as it takes', () => {
  const array = integerBlocks()
  for (let n = 0; n < 300_000; n++) {
    reserveBlock(array, 3)
    array.data.fill(n, array.length, array.length + 2)
    array.length += 2
  }
  expect(array.done.length).toBeGreaterThan(1)
  const all = Uint32Array.from(usedBlocks(array).flatMap((block) => [...block]))
  expect(all.length).toBe(array.before + array.length)
  expect(all).toEqual(Uint32Array.from({ length: 600_000 }, (_, at) => at >> 1))
})

it('makes a block as large as what is asked for, and none where nothing is', () => {
  const array = floatBlocks()
  expect(usedBlocks(array).map(({ length }) => length)).toEqual([0])
  reserveBlock(array, 10 ** 6)
  expect(array.data.length).toBe(10 ** 6)
})
