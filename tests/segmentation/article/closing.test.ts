import { expect, it } from 'vitest'
import { stageMask } from '../../../src-shared/segmentation/run-method.ts'
import { drawnVolume } from '../../support/drawn-volume.ts'
import { drawing } from '../../support/mask-literal.ts'
import { runArticle } from '../../support/run-article.ts'

const ring = `
  .......
  .......
  ..###..
  ..#.#..
  ..###..
  .......
  .......
`

it('fills a hole of one pixel and counts it', () => {
  const state = runArticle(drawnVolume([ring]), { minComponentPx: 8 })
  expect(drawing(stageMask(state, 'closing'))).toEqual([
    '.......',
    '.......',
    '..###..',
    '..###..',
    '..###..',
    '.......',
    '.......',
  ])
  expect(state.stages.at(-1)?.result).toMatchObject({ figures: { addedVoxels: 1, voxels: 9 }, findings: [] })
})

it('says so where nothing is left', () => {
  const state = runArticle(drawnVolume([ring]), { minComponentPx: 9 })
  expect(state.stages.at(-1)?.result.findings).toMatchObject([
    { code: 'E_NO_LUNGS', severity: 'error', where: { stage: 'closing' } },
  ])
})
