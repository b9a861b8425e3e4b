import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { readPixels } from '../../src-main/engine/load/read-pixels.ts'
import { inflate } from '../../src-main/engine/scan/inflate.ts'
import { scanFolder } from '../../src-main/engine/scan/scan-folder.ts'
import type { SliceSource } from '../../src-main/engine/scan/series-source.ts'
import { AttributeReader } from '../../src-shared/dicom/attribute-reader.ts'
import { memorySource } from '../../src-shared/dicom/byte-source.ts'
import { decodePixels } from '../../src-shared/dicom/decode-pixels.ts'
import type { PixelLayout } from '../../src-shared/dicom/instance.ts'
import { openDataSet } from '../../src-shared/dicom/open-data-set.ts'
import { readPixelLayout } from '../../src-shared/dicom/read-pixel-layout.ts'
import { noReport } from '../../src-shared/report.ts'
import { runPython } from '../support/python.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { testData } from '../support/test-data.ts'

const judge = fileURLToPath(new URL('stored_values_judge.py', import.meta.url))
const noPydicom = spawnSync('/usr/bin/python3', ['-c', 'import pydicom, numpy']).status !== 0
const noConverter = spawnSync('dcmconv', ['--version']).status !== 0
const noSamples = testData('transfer-syntaxes') === null

interface Judged {
  readonly sha256: string
  readonly shape: readonly number[]
  readonly position: readonly number[]
  readonly orientation: readonly number[]
  readonly spacing: readonly number[]
  readonly rescale: readonly number[]
  readonly instanceNumber: number
}

const judged = (paths: readonly string[]): Judged[] =>
  runPython([judge, ...paths])
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Judged)

function digest(bytes: Uint8Array, layout: PixelLayout): string {
  const stored = new Int32Array(layout.rows * layout.columns)
  decodePixels(bytes, layout, stored)
  return createHash('sha256').update(new Uint8Array(stored.buffer)).digest('hex')
}

/** Stored values of one image whatever its modality. */
function digestOfFile(path: string): string {
  const bytes = readFileSync(path)
  const set = openDataSet(memorySource(bytes), inflate)
  const { layout } = readPixelLayout(set, new AttributeReader(set), bytes.length)
  return digest(set.source.read(layout.offset, layout.length), layout)
}

const pathOf = (slice: SliceSource): string => Buffer.from(slice.path).toString()

const series = [
  ['chest-philips-5mm', 'soft'],
  ['chest-philips-5mm', 'sharp'],
  ['chest-siemens-8mm'],
  ['chest-ct64', 'dicom'],
  ['chest-lctsc-102', 'dicom'],
  ['head-ge-tilt'],
]

describe.skipIf(noPydicom)('what pydicom reads (no Python with pydicom)', () => {
  for (const parts of series) {
    const folder = testData(...parts)
    it.skipIf(folder === null)(`is what Hilum reads of ${parts.join('/')} (no test data)`, async () => {
      const [source] = (await scanFolder(folder as string, noReport)).sources
      const slices = (source?.slices ?? []).filter((_, k) => k % 9 === 0)
      expect(slices.length).toBeGreaterThan(2)
      const others = judged(slices.map(pathOf))
      for (const [n, slice] of slices.entries()) {
        const other = others[n] as Judged
        expect(other.shape).toEqual([slice.pixels.rows, slice.pixels.columns])
        expect(digest(readPixels(slice).pixels, slice.pixels)).toBe(other.sha256)
        expect([slice.slope, slice.intercept]).toEqual(other.rescale)
        expect(slice.position).toEqual(other.position)
        expect([slice.spacing[1], slice.spacing[0]]).toEqual(other.spacing)
        expect(slice.instanceNumber).toBe(other.instanceNumber)
        const axes = [...slice.row, ...slice.column]
        for (const [axis, value] of axes.entries()) expect(value).toBeCloseTo(other.orientation[axis] as number, 6)
      }
    })
  }

  it.skipIf(noSamples)(
    'is what Hilum reads of one image in little and big endian, explicit and implicit (no test data)',
    () => {
      const paths = ['1.dcm', '2.dcm', '3.dcm'].map((name) => testData('transfer-syntaxes', name) as string)
      const digests = paths.map(digestOfFile)
      expect(digests).toEqual(judged(paths).map(({ sha256 }) => sha256))
      expect(new Set(digests).size).toBe(1)
    },
  )
})

describe.skipIf(noConverter)('a real CT rewritten by dcmconv (no dcmtk)', () => {
  const folder = testData('chest-siemens-8mm')
  it.skipIf(folder === null)('has the same voxels in every native transfer syntax (no test data)', async () => {
    const original = join(folder as string, '1-15.dcm')
    const expected = digestOfFile(original)
    const target = temporaryFolder()
    const ways = {
      '+te': '1.2.840.10008.1.2.1',
      '+ti': '1.2.840.10008.1.2',
      '+tb': '1.2.840.10008.1.2.2',
      '+td': '1.2.840.10008.1.2.1.99',
    }
    for (const [way, uid] of Object.entries(ways)) {
      const path = join(target, `${uid}.dcm`)
      expect(spawnSync('dcmconv', [way, original, path]).status, way).toBe(0)
      expect(readFileSync(path).includes(uid)).toBe(true)
      expect(digestOfFile(path), way).toBe(expected)
    }
  })
})
