import { expect, it } from 'vitest'
import type { Grid } from '../../../src-shared/geometry.ts'
import type { LabelMask } from '../../../src-shared/labels.ts'
import { compareLabels } from '../../../src-shared/segmentation/compare/compare-labels.ts'
import { maskLiteral } from '../../support/mask-literal.ts'

const grid: Grid = {
  size: [6, 1, 2],
  spacing: [1, 2, 5],
  origin: [0, 0, 0],
  direction: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
}
const article: LabelMask[] = [{ label: 1, name: 'lungs', mask: maskLiteral('####..', '#.....') }]
const standard: LabelMask[] = [
  { label: 1, name: 'right', mask: maskLiteral('##....', '#.....') },
  { label: 2, name: 'left', mask: maskLiteral('....##', '......') },
  { label: 3, name: 'airways', mask: maskLiteral('..#...', '......') },
]

it('compares lungs with lungs, airways left out, in voxels and mL', () => {
  const { lungs, labels, slices } = compareLabels(article, standard, grid)
  expect(lungs.voxels).toEqual({ both: 3, onlyA: 2, onlyB: 2 })
  expect(lungs.dice).toBeCloseTo(6 / 10, 12)
  expect(lungs.jaccard).toBeCloseTo(3 / 7, 12)
  expect(lungs.volumesMl).toEqual({ a: 0.05, b: 0.05, both: 0.03, onlyA: 0.02, onlyB: 0.02 })
  expect(slices).toEqual({ both: [2, 1], onlyA: [2, 0], onlyB: [2, 0] })
  expect(labels).toEqual([])
})

it('compares each label both have by its name', () => {
  const without = standard.slice(0, 2)
  const { labels, lungs } = compareLabels(standard, without, grid)
  expect(labels.map(({ name, label, dice }) => [name, label, dice])).toEqual([
    ['right', 1, 1],
    ['left', 2, 1],
  ])
  expect(lungs).toMatchObject({ dice: 1, hausdorff95Mm: 0, meanSurfaceDistanceMm: 0 })
})

it('has no distances where there is nothing, or where the grid is sheared', () => {
  expect(compareLabels([], standard, grid).lungs).toMatchObject({ dice: 0, hausdorff95Mm: null })
  expect(compareLabels([], [], grid).lungs).toMatchObject({ dice: null, jaccard: null })
  const sheared: Grid = {
    ...grid,
    direction: [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0.2, 0.98],
    ],
  }
  const { lungs } = compareLabels(article, standard, sheared)
  expect(lungs).toMatchObject({ hausdorff95Mm: null, meanSurfaceDistanceMm: null })
  expect(lungs.dice).toBeCloseTo(0.6, 12)
})
