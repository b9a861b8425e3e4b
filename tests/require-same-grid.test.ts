import { expect, it } from 'vitest'
import { Failure } from '../src-shared/failure.ts'
import type { Grid } from '../src-shared/geometry.ts'
import { gridDifferences, requireSameGrid } from '../src-shared/require-same-grid.ts'

const grid: Grid = {
  size: [512, 512, 300],
  spacing: [0.7, 0.7, 1.25],
  origin: [-180, -180, -400],
  direction: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
}

it('takes rounding for the same', () => {
  expect(gridDifferences(grid, { ...grid, spacing: [0.7001, 0.7, 1.25], origin: [-180.0004, -180, -400] })).toEqual([])
})

it('names what differs', () => {
  expect(gridDifferences(grid, { ...grid, size: [512, 512, 299] })).toEqual(['size'])
  expect(gridDifferences(grid, { ...grid, spacing: [0.71, 0.7, 1.25] })).toEqual(['spacing'])
  expect(gridDifferences(grid, { ...grid, origin: [-180, -180, -401] })).toEqual(['origin'])
  expect(
    gridDifferences(grid, {
      ...grid,
      direction: [
        [-1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
      ],
    }),
  ).toEqual(['direction'])
  expect(gridDifferences(grid, { ...grid, size: [256, 256, 300], spacing: [1.4, 1.4, 1.25] })).toEqual([
    'size',
    'spacing',
  ])
})

it('finds parts that only add up to too much', () => {
  const near: Grid = { ...grid, spacing: [0.70018, 0.7, 1.25], origin: [-179.92, -180, -400] }
  expect(gridDifferences(grid, near)).toEqual(['spacing', 'direction', 'origin'])
})

it('is told as E_GRID with both values', () => {
  const other: Grid = { ...grid, origin: [-180, -180, -395] }
  try {
    requireSameGrid(grid, other, ['A', 'B'])
    expect.unreachable()
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(Failure)
    expect(thrown).toMatchObject({ code: 'E_GRID', details: { differs: ['origin'] }, exitStatus: 3 })
    expect(String(thrown)).toContain('origin -180, -180, -400 mm and -180, -180, -395 mm')
  }
  expect(() => requireSameGrid(grid, { ...grid }, ['A', 'B'])).not.toThrow()
})
