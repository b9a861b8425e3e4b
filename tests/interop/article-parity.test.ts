import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { otsuThreshold } from '../../src-shared/imaging/otsu-threshold.ts'
import { allProducts, stageMask } from '../../src-shared/segmentation/run-method.ts'
import { phantomSeries } from '../support/phantom-series.ts'
import { referenceMissing, runPython } from '../support/python.ts'
import { type RawSeries, readRawSeries, volumeOf, writeRawSeries } from '../support/raw-series.ts'
import { runArticle } from '../support/run-article.ts'
import { syntheticChest } from '../support/synthetic-chest.ts'
import { testData } from '../support/test-data.ts'

const script = fileURLToPath(new URL('article_reference.py', import.meta.url))
const missing = referenceMissing()
const stages = ['threshold', 'border', 'small-parts', 'closing']

/** Bytes of a mask's words where they differ from the reference file; -1 where they are equal. */
function firstDifference(words: Uint32Array, file: string): number {
  const reference = readFileSync(file)
  const bytes = Buffer.from(words.buffer, words.byteOffset, words.byteLength)
  if (reference.length !== bytes.length) return 0
  return reference.equals(bytes) ? -1 : bytes.findIndex((byte, at) => byte !== reference[at])
}

const hexOf = (floats: Float32Array): string =>
  Buffer.from(floats.buffer, floats.byteOffset, floats.byteLength).toString('hex')

function compare(folder: string, series: RawSeries, planes: string, v: number): void {
  runPython([script, 'steps', folder, planes, String(v)])
  const reference = JSON.parse(readFileSync(join(folder, `${planes}.json`), 'utf8'))
  for (const keepStored of [false, true]) {
    const state = runArticle(volumeOf(series, keepStored), { planes, minComponentPx: v })
    const otsu = allProducts(state).otsu
    expect(Array.from(otsu?.binCounts ?? [])).toEqual(reference.counts)
    expect(hexOf(otsu?.binCentres ?? new Float32Array())).toBe(reference.centres)
    expect(otsu?.threshold).toBe(reference.threshold)
    for (const stage of stages) {
      const { words } = stageMask(state, stage)
      expect(
        words.some((word) => word !== 0),
        `${stage} is not empty`,
      ).toBe(true)
      expect(firstDifference(words, join(folder, `${planes}-${stage}.bin`)), `${stage}: first byte that differs`).toBe(
        -1,
      )
    }
  }
}

interface Source {
  readonly name: string
  readonly write: ((folder: string) => void) | null
}

function realSeries(...parts: string[]): Source {
  const path = testData(...parts)
  return {
    name: parts[0] === 'chest-ct64' ? 'chest-ct64' : parts.join('/'),
    write: path === null ? null : (folder) => void runPython([script, 'read', path, folder]),
  }
}

/** Numbers 1 to n in an order that has nothing to do with position: neighbours in the article's array are far apart. */
function outOfOrder(): RawSeries {
  const series = syntheticChest()
  const slices = series.slices.map((slice, k) => ({ ...slice, instanceNumber: ((7 * k) % series.slices.length) + 1 }))
  return { ...series, slices }
}

const sources: Source[] = [
  { name: 'a made-up chest', write: (folder) => writeRawSeries(folder, syntheticChest()) },
  { name: 'a made-up chest, slices numbered out of order', write: (folder) => writeRawSeries(folder, outOfOrder()) },
  { name: 'the phantom', write: (folder) => writeRawSeries(folder, phantomSeries(60, 256)) },
  realSeries('chest-ct64', 'dicom'),
  realSeries('chest-siemens-8mm'),
  realSeries('chest-philips-5mm', 'soft'),
]

for (const { name, write } of sources) {
  const reason = missing ?? (write === null ? `no test data: ${name}` : null)
  describe(`article parity, ${name}`, () => {
    if (reason !== null || write === null) {
      console.warn(`SKIPPED article parity, ${name}: ${reason}`)
      it.skip(`equals scikit-image (${reason})`, () => {})
      return
    }
    const folder = mkdtempSync(join(tmpdir(), 'hilum-parity-'))
    let series: RawSeries
    beforeAll(() => {
      write(folder)
      series = readRawSeries(folder)
    })
    afterAll(() => rmSync(folder, { recursive: true, force: true }))

    it.each(['axial', 'rows'])('equals scikit-image voxel for voxel after every stage, planes %s', (planes) => {
      compare(folder, series, planes, 100)
    })
    if (name === 'chest-ct64' || name.startsWith('a made-up chest')) {
      it.each([0, 7, 60])('equals it for V = %i', (v) => {
        compare(folder, series, 'axial', v)
        compare(folder, series, 'rows', v)
      })
      it("equals the article's own functions with their loops over components", () => {
        runPython(['-O', script, 'literal', folder])
        const state = runArticle(volumeOf(series), { planes: 'rows' })
        expect(firstDifference(stageMask(state, 'final').words, join(folder, 'literal.bin'))).toBe(-1)
      })
    }
  })
}

describe('Otsu parity', () => {
  it.skipIf(missing !== null)(`equals scikit-image on 400 small images${missing ? ` (${missing})` : ''}`, () => {
    const folder = mkdtempSync(join(tmpdir(), 'hilum-otsu-'))
    const range = fc.tuple(fc.integer({ min: -3000, max: 3000 }), fc.integer({ min: 1, max: 6000 }))
    const image = range
      .filter(([from, span]) => from + span > 0)
      .chain(([from, span]) => fc.array(fc.integer({ min: from, max: from + span }), { minLength: 2, maxLength: 300 }))
      .filter((values) => Math.max(...values) > 0 && new Set(values).size > 1)
    const images = fc.sample(image, { numRuns: 400, seed: 1979 })
    writeFileSync(join(folder, 'images.json'), JSON.stringify(images))
    runPython([script, 'otsu', join(folder, 'images.json'), join(folder, 'out.json')])
    expect(existsSync(join(folder, 'out.json'))).toBe(true)
    const references = JSON.parse(readFileSync(join(folder, 'out.json'), 'utf8'))
    rmSync(folder, { recursive: true, force: true })
    images.forEach((values, at) => {
      const from = Math.min(...values)
      const counts = new Uint32Array(Math.max(...values) - from + 1)
      for (const value of values) counts[value - from] = (counts[value - from] as number) + 1
      const otsu = otsuThreshold({ from, counts })
      expect(Array.from(otsu?.binCounts ?? []), `counts of image ${at}`).toEqual(references[at].counts)
      expect(hexOf(otsu?.binCentres ?? new Float32Array()), `centres of image ${at}`).toBe(references[at].centres)
      expect(otsu?.threshold, `threshold of image ${at}`).toBe(references[at].threshold)
      expect(values.filter((value) => value < (otsu?.cut ?? 0)).length).toBe(references[at].below)
    })
  })
})
