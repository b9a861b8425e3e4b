import { expect, it } from 'vitest'
import { segmentationInfoSchema } from '../../src-shared/contract.ts'
import { segmentationInfo } from '../../src-shared/segmentation/segmentation-info.ts'
import { drawnVolume } from '../support/drawn-volume.ts'
import { volumeOf } from '../support/raw-series.ts'
import { runArticle } from '../support/run-article.ts'
import { syntheticChest } from '../support/synthetic-chest.ts'

const solid = `
  ........
  .##..##.
  .##..##.
  .##.....
  ........
`
const empty = `
  ........
  ........
  ........
  ........
  ........
`
const drawn = drawnVolume([empty, solid, solid, empty])
const info = (parameters: Record<string, string | number>) => segmentationInfo(runArticle(drawn, parameters), drawn)

it('says what was found, in voxels and mL', () => {
  const { volumes, sliceRange, parts, empty: nothing, threshold, findings } = info({ minComponentPx: 5 })
  expect(nothing).toBe(false)
  expect(sliceRange).toEqual([1, 2])
  // 6 px a slice stay and closing adds the one between them and the picture's side; a voxel is 0.5 mm3.
  expect(volumes).toEqual({ lungs: { label: 1, voxels: 14, volumeMl: 0.007 } })
  expect(parts).toMatchObject({
    total: 4,
    removed: 2,
    removedVoxels: 8,
    removedMl: 0.004,
    pixelMeasure: 0.25,
    pixelUnit: 'mm²',
  })
  expect(parts.sizes).toEqual([
    [4, 2],
    [6, 2],
  ])
  expect(threshold?.hu).toBeGreaterThan(-800)
  expect(threshold?.hu).toBeLessThan(40)
  expect(findings.map((finding) => finding.severity)).toEqual(['warning', 'passed'])
})

it('measures a pixel of the planes that were used', () => {
  expect(info({ planes: 'rows' }).parts.pixelMeasure).toBe(1)
  expect(info({ planes: 'rows', minComponentPx: 0 }).parts.sizes).toEqual([[4, 5]])
})

it('gives an empty mask as a result with a finding', () => {
  const nothing = info({ minComponentPx: 100 })
  expect(nothing).toMatchObject({ empty: true, sliceRange: null, volumes: { lungs: { voxels: 0, volumeMl: 0 } } })
  expect(nothing.findings[0]).toMatchObject({ code: 'E_NO_LUNGS', severity: 'error' })
})

it('counts every voxel of the histogram once and fits the contract', () => {
  const volume = volumeOf(syntheticChest())
  const found = segmentationInfo(runArticle(volume), volume)
  const { fromHU, binHU, counts } = found.histogram
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(volume.hu.length)
  const lowest = volume.hu.reduce((least, hu) => Math.min(least, hu))
  expect(fromHU).toBe(lowest)
  expect(counts.length).toBeLessThanOrEqual(512)
  const below = volume.hu.filter((hu) => hu < fromHU + 100 * binHU).length
  expect(counts.slice(0, 100).reduce((sum, count) => sum + count, 0)).toBe(below)
  const whole = { ...found, segmentationId: 's', volumeId: 'v', seconds: 1 }
  expect(segmentationInfoSchema.parse(whole)).toEqual(whole)
})
