import { describe, expect, it } from 'vitest'
import { normalize } from '../../../src-shared/segmentation/article/normalize.ts'
import type { Volume } from '../../../src-shared/volume.ts'
import { drawnVolume } from '../../support/drawn-volume.ts'

function run(volume: Volume) {
  if (normalize.run === null) throw new Error('the stage runs')
  return normalize.run({ volume, parameters: {}, products: {}, report: () => {} })
}
const withHu = (hu: number[], intercept = -1024): Volume => ({
  ...drawnVolume(['.'.repeat(hu.length)], () => ({ intercept })),
  hu: Int16Array.from(hu),
})

describe('the article’s assertions', () => {
  it('hold for stored values from 0', () => {
    const { findings, figures } = run(withHu([-1024, 0, 976]))
    expect(figures).toEqual({ slices: 1, storedMinimum: 0, storedMaximum: 2000 })
    expect(findings).toMatchObject([
      {
        code: 'P_ARTICLE_MIN',
        severity: 'passed',
        details: {
          minimumBefore: 0,
          maximumBefore: 2000,
          dtypeBefore: 'float64',
          minimumAfter: 0,
          maximumAfter: 1,
          dtypeAfter: 'float32',
        },
      },
      { code: 'P_ARTICLE_MAX', severity: 'passed' },
    ])
  })

  it('warn where the smallest value is not 0', () => {
    const { findings } = run(withHu([-1000, 0, 500], 0))
    expect(findings).toMatchObject([
      { code: 'W_ARTICLE_MIN', severity: 'warning', details: { minimumAfter: -2, maximumAfter: 1 } },
      { code: 'P_ARTICLE_MAX', severity: 'passed' },
    ])
    expect(findings[0]?.message).toContain('would stop at its check for minimum 0')
  })

  it('warn where nothing can be divided, and where a negative maximum turns the range round', () => {
    expect(run(withHu([-5, 0], 0)).findings.map((finding) => finding.severity)).toEqual(['warning', 'warning'])
    expect(run(withHu([-8, -2], 0)).findings).toMatchObject([
      { severity: 'warning', details: { minimumAfter: 1, maximumAfter: 4 } },
      { severity: 'warning' },
    ])
  })
})

it('names slices with different rescales', () => {
  const volume = drawnVolume(['##..', '##..'], (k) => ({ intercept: -1024 + k }))
  expect(run(volume).findings.at(-1)).toMatchObject({ code: 'W_ARTICLE_RESCALE', details: { kinds: 2 } })
})
