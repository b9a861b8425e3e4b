import { expect, it } from 'vitest'
import { chartFloor, sliceAgreements, worstSlices } from '../../src-renderer/state/slice-agreement.ts'

const slices = { both: [0, 90, 0, 40, 0], onlyA: [7, 10, 0, 40, 3], onlyB: [0, 10, 0, 0, 5] }

it('tells Dice where both are, and who is alone where one is', () => {
  expect(sliceAgreements(slices)).toEqual([{ only: 'a' }, { dice: 0.9 }, null, { dice: 80 / 120 }, { dice: 0 }])
  expect(sliceAgreements({ both: [0], onlyA: [0], onlyB: [2] })).toEqual([{ only: 'b' }])
})

it('lists the worst of the slices that both reach', () => {
  expect(worstSlices(sliceAgreements(slices), 2)).toEqual([
    { slice: 4, dice: 0 },
    { slice: 3, dice: 80 / 120 },
  ])
  expect(worstSlices([{ dice: 1 }, { dice: 1 }], 2)).toEqual([])
})

it('starts the chart below nearly all slices, and never above nine tenths', () => {
  const of = (...values: number[]) => chartFloor(values.map((dice) => ({ dice })))
  expect(of(...Array(60).fill(0.97))).toBe(0.9)
  expect(of(0.1, ...Array(60).fill(0.84))).toBe(0.8)
  expect(of(0.1, 0.2)).toBe(0.1)
  expect(of()).toBe(0)
})
