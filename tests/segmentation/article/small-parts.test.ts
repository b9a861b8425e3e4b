import { expect, it } from 'vitest'
import { stageMask } from '../../../src-shared/segmentation/run-method.ts'
import { drawnVolume } from '../../support/drawn-volume.ts'
import { drawing } from '../../support/mask-literal.ts'
import { runArticle } from '../../support/run-article.ts'

const volume = drawnVolume([
  `
  ...........
  .#.##..###.
  ....#..###.
  ...........
  `,
])
const at = (minComponentPx: number) => {
  const state = runArticle(volume, { minComponentPx })
  return { rows: drawing(stageMask(state, 'small-parts')), figures: state.stages[3]?.result.figures }
}

it('removes parts of fewer than V pixels and keeps those of V', () => {
  expect(at(3).rows).toEqual(['...........', '...##..###.', '....#..###.', '...........'])
  expect(at(4).rows).toEqual(['...........', '.......###.', '.......###.', '...........'])
})

it('says how many and how much', () => {
  expect(at(4).figures).toEqual({
    parts: 3,
    removedParts: 2,
    keptParts: 1,
    removedVoxels: 4,
    removedMl: 0.002,
    voxels: 6,
  })
})

it('removes nothing for 0 and everything for more than the largest', () => {
  expect(at(0).figures).toMatchObject({ removedParts: 0, removedVoxels: 0, voxels: 10 })
  expect(at(7).figures).toMatchObject({ removedParts: 3, voxels: 0 })
})
