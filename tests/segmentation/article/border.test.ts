import { expect, it } from 'vitest'
import { stageMask } from '../../../src-shared/segmentation/run-method.ts'
import { drawnVolume } from '../../support/drawn-volume.ts'
import { drawing } from '../../support/mask-literal.ts'
import { runArticle } from '../../support/run-article.ts'

const closed = `
  ......
  .##.#.
  .#..##
  ......
`
const tissue = `
  ......
  ......
  ......
  ......
`
const borderOf = (slices: string[], planes: string, numbers = slices.map((_, k) => k + 1)): string[][] => {
  const volume = drawnVolume(slices, (k) => ({ instanceNumber: numbers[k] ?? null }))
  const mask = stageMask(runArticle(volume, { planes }), 'border')
  return slices.map((_, k) => drawing(mask, k))
}
const nothing = ['......', '......', '......', '......']

it('removes what touches a side of its slice', () => {
  expect(borderOf([closed, closed], 'axial')).toEqual([
    ['......', '.##...', '.#....', '......'],
    ['......', '.##...', '.#....', '......'],
  ])
})

it('removes in planes of constant row what reaches the first or last slice', () => {
  expect(borderOf([closed, closed], 'rows')).toEqual([nothing, nothing])
  expect(borderOf([tissue, closed, tissue], 'rows')[1]).toEqual(['......', '.##.#.', '.#....', '......'])
})

it('takes first, last and neighbours from the numbers of the slices, not from their positions', () => {
  const slices = [tissue, closed, tissue]
  expect(borderOf(slices, 'rows', [1, 3, 2])).toEqual([nothing, nothing, nothing])
  expect(borderOf(slices, 'rows', [3, 2, 1])[1]).toEqual(['......', '.##.#.', '.#....', '......'])
  expect(borderOf(slices, 'axial', [1, 3, 2])[1]).toEqual(['......', '.##...', '.#....', '......'])
})

it('counts parts before and after', () => {
  const { result } = runArticle(drawnVolume([closed])).stages[2] ?? {}
  expect(result).toMatchObject({ stage: 'border', figures: { parts: 2, removedParts: 1, keptParts: 1, voxels: 3 } })
})
