import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { countBits } from '../../src-shared/mask.ts'
import { allProducts, stageMask } from '../../src-shared/segmentation/run-method.ts'
import type { Volume } from '../../src-shared/volume.ts'
import { loadSeries } from '../support/load-series.ts'
import { phantomSeries } from '../support/phantom-series.ts'
import { type RawSeries, volumeOf } from '../support/raw-series.ts'
import { runArticle } from '../support/run-article.ts'
import { syntheticChest } from '../support/synthetic-chest.ts'
import { describeWithData } from '../support/test-data.ts'

interface Golden {
  readonly size: readonly number[]
  readonly storedSha256: string
  readonly planes: Record<'axial' | 'rows', GoldenPlanes>
}

interface GoldenPlanes {
  readonly threshold: number
  readonly centresSha256: string
  readonly counts: readonly number[]
  readonly stages: Record<string, { voxels: number; sha256: string }>
}

const golden = (name: string): Golden =>
  JSON.parse(readFileSync(new URL(`article-${name}.json`, import.meta.url), 'utf8'))

function sha256(array: Int32Array | Uint32Array | Float32Array): string {
  return createHash('sha256')
    .update(new Uint8Array(array.buffer, array.byteOffset, array.byteLength))
    .digest('hex')
}

function compare(volume: Volume, planes: 'axial' | 'rows', expected: GoldenPlanes): void {
  const state = runArticle(volume, { planes })
  const { otsu } = allProducts(state)
  expect(otsu?.threshold).toBe(expected.threshold)
  expect(Array.from(otsu?.binCounts ?? [])).toEqual(expected.counts)
  expect(sha256(otsu?.binCentres ?? new Float32Array())).toBe(expected.centresSha256)
  for (const [stage, { voxels, sha256: digest }] of Object.entries(expected.stages)) {
    const mask = stageMask(state, stage)
    expect({ stage, voxels: countBits(mask), sha256: sha256(mask.words) }).toEqual({ stage, voxels, sha256: digest })
  }
}

const made: Record<string, () => RawSeries> = {
  'synthetic-chest': syntheticChest,
  'phantom-48x256': () => phantomSeries(48, 256),
}

describe.each(Object.entries(made))('golden results of scikit-image, %s', (name, make) => {
  const expected = golden(name)
  const series = make()

  it('were made from the same voxels', () => {
    expect(series.grid.size).toEqual(expected.size)
    expect(sha256(series.stored), 'run tests/golden/generate.py after a change of these voxels').toBe(
      expected.storedSha256,
    )
  })

  it.each(['axial', 'rows'] as const)('are met, planes %s', (planes) => {
    compare(volumeOf(series), planes, expected.planes[planes])
    compare(volumeOf(series, true), planes, expected.planes[planes])
  })
})

const real: Record<string, string[]> = {
  'chest-ct64': ['chest-ct64', 'dicom'],
  'chest-siemens-8mm': ['chest-siemens-8mm'],
  'chest-philips-5mm-soft': ['chest-philips-5mm', 'soft'],
}

for (const [name, parts] of Object.entries(real)) {
  describeWithData(`golden results of scikit-image, ${name}`, parts, (folder) => {
    const expected = golden(name)
    let volume: Volume
    beforeAll(async () => {
      volume = await loadSeries(folder)
    })

    it.each(['axial', 'rows'] as const)('are met from the files on, planes %s', (planes) => {
      expect(volume.grid.size).toEqual(expected.size)
      compare(volume, planes, expected.planes[planes])
    })
  })
}
