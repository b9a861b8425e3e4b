import { describe, expect, it } from 'vitest'
import { stageMask } from '../../../src-shared/segmentation/run-method.ts'
import type { Volume } from '../../../src-shared/volume.ts'
import { drawnVolume } from '../../support/drawn-volume.ts'
import { drawing } from '../../support/mask-literal.ts'
import { runArticle } from '../../support/run-article.ts'

const picture = `
  ..##
  #...
`
const masks = (volume: Volume): string[][] => {
  const mask = stageMask(runArticle(volume), 'threshold')
  return volume.slices.map((_, k) => drawing(mask, k))
}

describe('Otsu threshold of a volume', () => {
  it('keeps what is darker', () => {
    expect(masks(drawnVolume([picture]))).toEqual([['..##', '#...']])
  })

  it('leaves planes that no file fills empty and out of the histogram', () => {
    const volume = drawnVolume([picture, picture, picture], (k) => ({ present: k !== 1, instanceNumber: k + 1 }))
    volume.hu.fill(-1024, 8, 16)
    expect(masks(volume)).toEqual([
      ['..##', '#...'],
      ['....', '....'],
      ['..##', '#...'],
    ])
    expect(runArticle(volume).stages[0]?.result.figures).toMatchObject({ storedMinimum: 224 })
  })

  it('compares stored values, so that a slope below 0 turns dark and bright round', () => {
    const volume = drawnVolume([picture], () => ({ slope: -1, intercept: 1000 }))
    expect(masks(volume)).toEqual([['##..', '.###']])
  })

  it('compares stored values, so that slices of another rescale are cut at another HU', () => {
    // HU -1000, -800 and 40 are stored as 24, 224 and 1064 in slice 0 and as 0, 200 and 1040 over 8 in slice 1.
    const volume = drawnVolume([picture, picture], (k) => (k === 0 ? {} : { slope: 8, intercept: -1000 }))
    expect(masks(volume)).toEqual([
      ['..##', '#...'],
      ['####', '####'],
    ])
  })

  it('gives the same from HU as from stored values', () => {
    const volume = drawnVolume([picture], () => ({ slope: 2, intercept: -1000 }))
    const stored = Int32Array.from(volume.hu, (hu) => (hu + 1000) / 2)
    expect(masks({ ...volume, stored })).toEqual(masks(volume))
  })

  it.each([
    ['one constant value', '....', {}],
    ['a largest value of 0', '##..', { intercept: 40 }],
    ['a negative largest value', '##..', { intercept: 100 }],
  ])('is empty for %s', (_, row, slice) => {
    const state = runArticle(drawnVolume([row], () => slice))
    expect(stageMask(state, 'threshold').words.every((word) => word === 0)).toBe(true)
    expect(state.stages.at(-1)?.result.findings).toMatchObject([{ code: 'E_NO_LUNGS' }])
  })
})
