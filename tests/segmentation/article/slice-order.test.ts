import { expect, it } from 'vitest'
import { sliceOrder } from '../../../src-shared/segmentation/article/slice-order.ts'
import { drawnVolume } from '../../support/drawn-volume.ts'

const order = (numbers: (number | null)[], absent: number[] = []) =>
  sliceOrder(
    drawnVolume(
      numbers.map(() => '..'),
      (k) => ({ instanceNumber: numbers[k] ?? null, present: !absent.includes(k) }),
    ),
  )

it('follows numbers that are exactly 1 to n, without a finding', () => {
  expect(order([1, 2, 3])).toEqual({ order: [0, 1, 2], findings: [] })
  expect(order([3, 1, 2])).toEqual({ order: [1, 2, 0], findings: [] })
})

it.each([
  [
    [5, 4, 3],
    [2, 1, 0],
  ],
  [
    [0, 1, 2],
    [0, 1, 2],
  ],
  [
    [2, 1, 2],
    [1, 0, 2],
  ],
  [
    [null, 2, 1],
    [2, 1, 0],
  ],
  [
    [null, null, null],
    [0, 1, 2],
  ],
])('follows the rank of %o, with a finding', (numbers, expected) => {
  const found = order(numbers)
  expect(found.order).toEqual(expected)
  expect(found.findings).toMatchObject([{ code: 'W_ARTICLE_ORDER', severity: 'warning' }])
})

it('leaves out planes that no file fills', () => {
  expect(order([3, null, 2, 1], [1])).toEqual({ order: [3, 2, 0], findings: [] })
})
