import { expect, it } from 'vitest'
import { countOverlap, dice, jaccard } from '../../src-shared/imaging/count-overlap.ts'
import { createBitMask } from '../../src-shared/mask.ts'
import { maskLiteral } from '../support/mask-literal.ts'

it('counts what is shared and what is not, slice by slice', () => {
  const found = countOverlap(maskLiteral('##..', '####', '....'), maskLiteral('.##.', '.#..', '..#.'))
  expect(found).toEqual({
    both: 2,
    onlyA: 4,
    onlyB: 2,
    slices: { both: [1, 1, 0], onlyA: [1, 3, 0], onlyB: [1, 0, 1] },
  })
  expect(dice(found)).toBeCloseTo(4 / 10, 12)
  expect(jaccard(found)).toBeCloseTo(2 / 8, 12)
})

it('has no figure for two empty masks, and 0 where nothing is shared', () => {
  const empty = createBitMask([4, 1, 1])
  const none = countOverlap(empty, empty)
  expect([dice(none), jaccard(none)]).toEqual([null, null])
  const apart = countOverlap(empty, maskLiteral('#..#'))
  expect([dice(apart), jaccard(apart)]).toEqual([0, 0])
})
