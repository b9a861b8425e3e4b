import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import type { ExportInput, Format } from '../../src-shared/formats/format.ts'
import { layOnto } from '../../src-shared/formats/lay-onto.ts'
import { readLabelmap } from '../../src-shared/formats/read-labelmap.ts'
import { formats } from '../../src-shared/formats/registry.ts'
import { type Grid, indexToPoint } from '../../src-shared/geometry.ts'
import type { LabelMask } from '../../src-shared/labels.ts'
import { encodeBytes, proveBytes } from '../support/format-bytes.ts'
import { orientedGrids } from '../support/oriented-grids.ts'
import { axialGrid, obliqueGrid, shearedGrid } from '../support/sample-shapes.ts'
import { sampleSource } from '../support/sample-source.ts'
import { drawTwoLungs, twoLungs } from '../support/two-lungs.ts'

const grids: [string, Grid][] = [...orientedGrids(axialGrid), ['oblique', obliqueGrid], ['sheared', shearedGrid]]
const volumes = ['nifti', 'nrrd', 'mha', 'npy', 'png', 'seg', 'rtstruct'] as const
const formatOf = (id: string): Format => formats.find((format) => format.id === id) as Format
const inputOf = (grid: Grid): ExportInput => ({
  labels: twoLungs(drawTwoLungs(grid), grid),
  grid,
  mesh: null,
  text: 'Hilum 0.1.0 standard minComponentPx=100',
  source: sampleSource(grid),
})

/** A file as it lies on disk. */
function fileOf(format: Format, input: ExportInput): Uint8Array {
  const bytes = encodeBytes(format, input)
  return format.compression === 'gzip' ? gzipSync(bytes) : bytes
}

test('every one of the 26 grids is there', () => expect(grids).toHaveLength(26))

describe.each(volumes)('%s', (id) => {
  const format = formatOf(id)

  test.each(grids)('%s: every voxel comes back at its place in the patient', (_name, grid) => {
    const back = layOnto(readLabelmap(format.fileName, fileOf(format, inputOf(grid)), grid), grid)
    expect(back.size).toEqual(grid.size)
    expect(Buffer.compare(back.voxels, drawTwoLungs(grid))).toBe(0)
    for (const index of [
      [0, 0, 0],
      [36, 1, 4],
    ] as const) {
      const [there, here] = [indexToPoint(back.grid as Grid, index), indexToPoint(grid, index)]
      for (const axis of [0, 1, 2] as const) expect(there[axis]).toBeCloseTo(here[axis], 4)
    }
  })

  test.each(grids)('%s: the proof accepts it, in chunks of any size, and says what it did', (_name, grid) => {
    const input = inputOf(grid)
    const bytes = encodeBytes(format, input)
    const count = (label: number) => drawTwoLungs(grid).filter((value) => value === label).length
    for (const chunkBytes of [bytes.length > 5000 ? 77 : 1, 777, bytes.length]) {
      const words = proveBytes(format, bytes, input, chunkBytes)
      expect(words).toContain('37 x 6 x 5 voxels all equal')
      expect(words).toContain(`${count(1)} of them right lung`)
    }
  })

  test('the proof refuses one other voxel', () => {
    const input = inputOf(axialGrid)
    const voxels = drawTwoLungs(axialGrid)
    voxels[500] = voxels[500] === 1 ? 0 : 1
    const other = encodeBytes(format, { ...input, labels: twoLungs(voxels, axialGrid) })
    expect(() => proveBytes(format, other, input)).toThrow(expect.objectContaining({ code: 'E_VERIFY' }))
  })

  // NumPy arrays say nothing of where their voxels lie
  const isPlaced = id !== 'npy'
  if (isPlaced)
    test('the proof refuses sides that are swapped', () => {
      const [right, left, airways] = inputOf(axialGrid).labels as [LabelMask, LabelMask, LabelMask]
      const labels = [{ ...right, mask: left.mask }, { ...left, mask: right.mask }, airways]
      const swapped = { ...inputOf(axialGrid), labels }
      expect(() => proveBytes(format, encodeBytes(format, swapped), swapped)).toThrow(/right lung lies to the left/)
    })

  if (isPlaced)
    test('the proof refuses a grid that is moved or turned', () => {
      const input = inputOf(axialGrid)
      for (const grid of [
        { ...axialGrid, origin: [-20, -30.01, -40] as const },
        { ...axialGrid, direction: [axialGrid.direction[0], [0, -1, 0], [0, 0, -1]] as const },
      ]) {
        const moved = encodeBytes(format, { ...input, grid })
        expect(() => proveBytes(format, moved, input)).toThrow(expect.objectContaining({ code: 'E_VERIFY' }))
      }
    })

  test('the proof refuses every cut and a file that goes on', () => {
    const input = inputOf(axialGrid)
    const bytes = encodeBytes(format, input)
    const wrong = [0, 9, 100, bytes.length >> 1, bytes.length - 1].map((length) => bytes.subarray(0, length))
    for (const file of [...wrong, new Uint8Array([...bytes, 0])]) {
      expect(() => proveBytes(format, file, input)).toThrow(expect.objectContaining({ code: 'E_VERIFY' }))
    }
  })

  test('one byte changed anywhere is never read as the same labels, and never crashes', () => {
    const bytes = encodeBytes(format, inputOf(axialGrid))
    const right = drawTwoLungs(axialGrid)
    let same = 0
    const step = Math.max(7, Math.floor(bytes.length / 500))
    for (let at = 0; at < bytes.length; at += step) {
      const file = bytes.slice()
      file[at] = (file[at] as number) ^ 0x11
      try {
        const back = readLabelmap(format.fileName, format.compression === 'gzip' ? gzipSync(file) : file, axialGrid)
        if (Buffer.compare(back.voxels, right) === 0) same++
      } catch (error) {
        expect((error as { code: string }).code).toMatch(/^E_(LABELMAP|TRUNCATED|INFLATE|INFLATE_LIMIT)$/)
      }
    }
    // comments, names, colours and the archive's own index say nothing of the voxels
    expect(same).toBeLessThan(bytes.length / step)
  })

  test('a file cut short is refused', () => {
    const bytes = fileOf(format, inputOf(axialGrid))
    for (const length of [0, 1, 12, bytes.length >> 1, bytes.length - 30]) {
      expect(() => readLabelmap(format.fileName, bytes.subarray(0, length), axialGrid)).toThrow(
        expect.objectContaining({ code: expect.stringMatching(/^E_(LABELMAP|TRUNCATED|INFLATE)$/) }),
      )
    }
  })

  test('the size told beforehand is no smaller than half the file and no larger than four times', () => {
    const grid: Grid = { ...axialGrid, size: [200, 160, 40] }
    const voxels = new Uint8Array(200 * 160 * 40)
    for (let row = 0; row < 160 * 40; row++) {
      const width = 30 + ((row * 7) % 13)
      if (row % 160 > 30 && row % 160 < 120) voxels.fill(1, row * 200 + 20, row * 200 + 20 + width)
      if (row % 160 > 30 && row % 160 < 120) voxels.fill(2, row * 200 + 110, row * 200 + 110 + width)
    }
    const labels = twoLungs(voxels, grid)
    const maskVoxels = voxels.filter((value) => value > 0).length
    const bytes = fileOf(format, { labels, grid, mesh: null, text: '', source: sampleSource(grid) }).length
    const told = format.estimateBytes({ grid, maskVoxels, triangles: null })
    expect(told).toBeGreaterThan(bytes / 2)
    expect(told).toBeLessThan(bytes * 4)
  })
})

test('a name of no known kind is refused with those there are', () => {
  expect(() => readLabelmap('lungs.txt', new Uint8Array(9))).toThrow(
    expect.objectContaining({ code: 'E_LABELMAP', message: expect.stringContaining('.nrrd') }),
  )
})

test('the proof of an NRRD segmentation refuses an extent that leaves labels out, as 3D Slicer would', () => {
  const input = inputOf(axialGrid)
  const format = formatOf('nrrd')
  const bytes = encodeBytes(format, input)
  const text = Buffer.from(bytes).toString('latin1')
  const extent = /Segment0_Extent:=(\S+ \S+) /.exec(text)?.[1] ?? ''
  expect(extent).toMatch(/^0 3\d$/)
  // as many letters, so that the voxels stay where they are
  const narrow = Buffer.from(text.replace(`Segment0_Extent:=${extent}`, 'Segment0_Extent:=0 17'), 'latin1')
  expect(() => proveBytes(format, Uint8Array.from(narrow), input)).toThrow(/leaves labels out/)
})
