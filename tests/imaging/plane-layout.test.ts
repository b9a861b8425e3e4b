import { expect, it } from 'vitest'
import { rowLayout, sliceLayout } from '../../src-shared/imaging/plane-layout.ts'

it('finds the rows of slices', () => {
  const layout = sliceLayout([40, 3, 5], [4, 1])
  expect(Array.from(layout.planeWord)).toEqual([24, 6])
  expect(Array.from(layout.rowWord)).toEqual([0, 2, 4])
  expect(layout.columns).toBe(40)
})

it('finds the rows of planes of constant j, slices in the order given', () => {
  const layout = rowLayout([40, 3, 5], [4, 1])
  expect(Array.from(layout.planeWord)).toEqual([0, 2, 4])
  expect(Array.from(layout.rowWord)).toEqual([24, 6])
})
