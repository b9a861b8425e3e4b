import { describe, expect, test } from 'vitest'
import type { Measurements } from '../../src-shared/contract.ts'
import { parseCsv } from '../../src-shared/csv.ts'
import type { RunFacts } from '../../src-shared/formats/format.ts'
import { measurementRows } from '../../src-shared/formats/measurement-rows.ts'
import { measurementsCsv } from '../../src-shared/formats/measurements-csv.ts'
import { measurementsFileSchema, measurementsJson } from '../../src-shared/formats/measurements-json.ts'
import { voxelVolumeMm3 } from '../../src-shared/geometry.ts'
import { encodeBytes, proveBytes } from '../support/format-bytes.ts'
import { axialGrid } from '../support/sample-shapes.ts'
import { surfaceInput } from '../support/sample-surfaces.ts'
import { sampleJob } from '../support/save-job.ts'

const voxelMl = voxelVolumeMm3(axialGrid) / 1000
const lung = (voxels: number, meanHU: number | null) => ({
  volumeMl: voxels * voxelMl,
  meanHU,
  laa950: meanHU === null ? null : 1.25,
  laa910: meanHU === null ? null : 10,
  perc15: meanHU === null ? null : -921,
})
const measurements: Measurements = {
  right: lung(100, -820.5),
  left: lung(90, -830),
  total: lung(190, -825),
  airwayMl: 5 * voxelMl,
  thirds: { upper: lung(60, -840), middle: lung(130, -820), lower: lung(0, null) },
  histogram: { fromHU: -1024, binHU: 4, counts: [1, 2, 3] },
}
const { record } = sampleJob('/')
const standard: RunFacts = {
  ...record,
  method: 'standard',
  measurements,
  volumes: {
    right: { label: 1, voxels: 100, volumeMl: 100 * voxelMl },
    left: { label: 2, voxels: 90, volumeMl: 90 * voxelMl },
    airways: { label: 3, voxels: 5, volumeMl: 5 * voxelMl },
  },
  findings: [{ code: 'W_X', severity: 'warning', message: '=HYPERLINK("x"), − cut', where: { file: 'Doe^Jane.dcm' } }],
}
const article: RunFacts = { ...record, volumes: { lungs: { label: 1, voxels: 7, volumeMl: 7 * voxelMl } } }
const inputOf = (run: RunFacts) => ({ ...surfaceInput, run })
const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8')

test('figures: labels, both lungs, thirds; of the article volume and voxels alone', () => {
  const figures = Object.fromEntries(
    measurementRows(standard).map((row) => [`${row.structure} ${row.measure}`, row.value]),
  )
  expect(figures).toMatchObject({
    'right volume': 100 * voxelMl,
    'right voxels': 100,
    'right meanHU': -820.5,
    'left perc15': -921,
    'airways voxels': 5,
    'both laa950': 1.25,
    'upper-third volume': 60 * voxelMl,
    'lower-third meanHU': null,
  })
  expect(measurementRows(article).map(({ structure, measure }) => `${structure} ${measure}`)).toEqual([
    'lungs volume',
    'lungs voxels',
  ])
})

describe('CSV', () => {
  const bytes = encodeBytes(measurementsCsv, inputOf(standard))
  const rows = parseCsv(textOf(bytes)) ?? []

  test('has a figure a line with unit and definition, then run and findings', () => {
    expect(rows[0]).toEqual(['structure', 'measure', 'value', 'unit', 'definition'])
    const mean = rows.find((row) => row[0] === 'right' && row[1] === 'meanHU')
    expect(mean).toEqual(['right', 'meanHU', '-820.5', 'HU', expect.stringContaining('Mean of all voxels')])
    expect(rows.find((row) => row[0] === 'lower-third' && row[1] === 'meanHU')?.[2]).toBe('')
    expect(rows).toContainEqual(['finding', 'W_X', 'warning', '', `'=HYPERLINK("x"), - cut`])
    for (const row of rows) expect(row).toHaveLength(5)
    expect(textOf(bytes)).toMatch(/^[\r\n -~]*$/)
  })

  test('is proved, and refused with a figure changed', () => {
    expect(proveBytes(measurementsCsv, bytes, inputOf(standard), 100)).toBe(
      'Read back: 34 figures with units and definitions, all equal.',
    )
    const wrong = new Uint8Array(Buffer.from(textOf(bytes).replace('-820.5', '-820.6')))
    expect(() => proveBytes(measurementsCsv, wrong, inputOf(standard))).toThrow(
      expect.objectContaining({ code: 'E_VERIFY' }),
    )
  })
})

describe('JSON', () => {
  const bytes = encodeBytes(measurementsJson, inputOf(standard))

  test('has a version, definitions for every measure, and the figures by structure', () => {
    const read = measurementsFileSchema.parse(JSON.parse(textOf(bytes)))
    expect(read.schemaVersion).toBe(1)
    for (const { values } of Object.values(read.structures)) {
      for (const measure of Object.keys(values)) expect(read.definitions[measure]?.definition).toMatch(/\.$|\)\.$/)
    }
    expect(read.structures['right']?.values['volume']).toBe(100 * voxelMl)
    expect(read.histogram?.counts).toEqual([1, 2, 3])
  })

  test('is proved, and refused with a figure changed or a volume that is not that of its voxels', () => {
    expect(proveBytes(measurementsJson, bytes, inputOf(standard))).toContain('34 figures of 7 structures, all equal')
    expect(proveBytes(measurementsJson, encodeBytes(measurementsJson, inputOf(article)), inputOf(article))).toContain(
      '2 figures',
    )
    const wrong = new Uint8Array(Buffer.from(textOf(bytes).replace('-820.5', '-820.6')))
    expect(() => proveBytes(measurementsJson, wrong, inputOf(standard))).toThrow(/differs from the run/)
    const off = inputOf({ ...article, volumes: { lungs: { label: 1, voxels: 8, volumeMl: 7 * voxelMl } } })
    expect(() => proveBytes(measurementsJson, encodeBytes(measurementsJson, off), off)).toThrow(/volume of lungs/)
  })
})

test.each([measurementsCsv, measurementsJson])('$id names no file of the study and no series by its UID', (format) => {
  const text = textOf(encodeBytes(format, inputOf(standard)))
  expect(text).not.toContain('Doe')
  expect(text).not.toContain(standard.series.fingerprint)
  expect(text).not.toContain('a.dcm')
  expect(text).toContain('3F2A-91')
})
