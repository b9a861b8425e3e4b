import { describe, expect, test } from 'vitest'
import { nifti } from '../../src-shared/formats/nifti.ts'
import { applyAffine, readNifti } from '../../src-shared/formats/read-nifti.ts'
import { type Grid, indexToPoint, isSheared } from '../../src-shared/geometry.ts'
import type { LabelMask } from '../../src-shared/labels.ts'
import { type BitMask, getBit, packBits, popCount } from '../../src-shared/mask.ts'
import { encodeBytes, proveBytes } from '../support/format-bytes.ts'
import { orientedGrids } from '../support/oriented-grids.ts'
import { axialGrid, obliqueGrid, rampMask, shearedGrid } from '../support/sample-shapes.ts'

const lungsOnly = (mask: BitMask): LabelMask[] => [{ label: 1, name: 'lungs', mask }]

const cases: [string, Grid][] = [...orientedGrids(axialGrid), ['oblique', obliqueGrid], ['sheared', shearedGrid]]

test('all 24 orientations are there', () => {
  expect(cases).toHaveLength(26)
})

describe.each(cases)('%s', (_name, grid) => {
  const mask = rampMask(grid.size)
  const input = { labels: lungsOnly(mask), grid, mesh: null, text: 'Hilum 0.1.0 article minComponentPx=100' }
  const bytes = encodeBytes(nifti, input)
  const image = readNifti(bytes)

  test('voxels come in rows reversed', () => {
    const [nx, ny, nz] = grid.size
    for (let k = 0; k < nz; k++)
      for (let j = 0; j < ny; j++)
        for (let i = 0; i < nx; i++) {
          expect(image.data[(k * ny + (ny - 1 - j)) * nx + i]).toBe(getBit(mask, i, j, k))
        }
  })

  test('sform and qform put a voxel where the grid has it', () => {
    const [x, y, z] = indexToPoint(grid, [30, 1, 3])
    const affines = image.qform === null ? [image.sform] : [image.sform, image.qform]
    expect(affines).toHaveLength(isSheared(grid) ? 1 : 2)
    for (const affine of affines) {
      const point = applyAffine(affine, [30, 4, 3])
      expect(point[0]).toBeCloseTo(-x, 4)
      expect(point[1]).toBeCloseTo(-y, 4)
      expect(point[2]).toBeCloseTo(z, 4)
    }
  })

  test('the proof accepts it and says what it did', () => {
    const lung = mask.words.reduce((sum, word) => sum + popCount(word), 0)
    for (const chunkBytes of [1, 7, 352, 1000, bytes.length]) {
      expect(proveBytes(nifti, bytes, input, chunkBytes)).toContain(`37 x 6 x 5 voxels all equal, ${lung} of them lung`)
    }
  })
})

describe('header', () => {
  const input = { labels: lungsOnly(rampMask(axialGrid.size)), grid: axialGrid, mesh: null, text: 'Hilum '.repeat(40) }
  const bytes = encodeBytes(nifti, input)

  test('is 348 bytes and 4 more, in millimetres, with both codes 1', () => {
    const image = readNifti(bytes)
    expect(bytes.length).toBe(352 + 37 * 6 * 5)
    expect(image).toMatchObject({ units: 'mm', sformCode: 1, qformCode: 1 })
    expect(image.spacing.map((mm) => Math.round(mm * 1000) / 1000)).toEqual([0.7, 0.9, 2.5])
  })

  test('cuts text that is too long, and writes no character it has no room for', () => {
    expect(readNifti(bytes).description).toHaveLength(79)
    const odd = encodeBytes(nifti, { ...input, text: 'Müller\u0000\n' })
    expect(readNifti(odd).description).toBe('M?ller')
  })

  test('sheared grids carry sform only', () => {
    const image = readNifti(encodeBytes(nifti, { ...input, grid: shearedGrid }))
    expect(image).toMatchObject({ sformCode: 1, qformCode: 0, qform: null })
  })
})

describe('the proof refuses', () => {
  const input = { labels: lungsOnly(rampMask(axialGrid.size)), grid: axialGrid, mesh: null, text: '' }
  const change = (edit: (bytes: Uint8Array<ArrayBuffer>, view: DataView) => unknown): Uint8Array => {
    const bytes = encodeBytes(nifti, input)
    edit(bytes, new DataView(bytes.buffer))
    return bytes
  }
  const float = (at: number, delta: number) => (_: Uint8Array, view: DataView) =>
    view.setFloat32(at, view.getFloat32(at, true) + delta, true)
  const damages: [string, (bytes: Uint8Array<ArrayBuffer>, view: DataView) => unknown][] = [
    ['one other voxel', (bytes) => bytes.fill(1 - (bytes[452] as number), 452, 453)],
    ['a value that is no label', (bytes) => bytes.set([2], 352 + bytes.subarray(352).indexOf(1))],
    ['a shifted sform', float(292, 0.01)],
    ['another spacing in the sform', float(280, 0.001)],
    ['left and right swapped', (_, view) => view.setFloat32(280, -view.getFloat32(280, true), true)],
    ['a turned qform', float(264, 0.2)],
    ['a shifted qform', float(268, 0.1)],
    ['another qfac', (_, view) => view.setFloat32(76, 1, true)],
    ['other units', (_, view) => view.setUint8(123, 1)],
    ['another sform code', (_, view) => view.setInt16(254, 2, true)],
    ['another size', (bytes) => bytes.set([6, 0, 37], 42)],
    ['another type', (_, view) => view.setInt16(70, 4, true)],
    ['no magic', (_, view) => view.setUint8(344, 0)],
  ]
  test.each(damages)('%s', (_name, edit) => {
    expect(() => proveBytes(nifti, change(edit), input)).toThrow(expect.objectContaining({ code: 'E_VERIFY' }))
  })

  test('a file that goes on', () => {
    const bytes = new Uint8Array([...encodeBytes(nifti, input), 0])
    expect(() => proveBytes(nifti, bytes, input)).toThrow(expect.objectContaining({ code: 'E_VERIFY' }))
  })

  test('a file that was cut', () => {
    const bytes = encodeBytes(nifti, input)
    for (const length of [0, 100, 352, bytes.length - 1]) {
      expect(() => proveBytes(nifti, bytes.subarray(0, length), input)).toThrow(
        expect.objectContaining({ code: 'E_VERIFY' }),
      )
    }
  })
})

test('masks of many full words, and more than one chunk, come through whole', () => {
  for (const size of [
    [200, 3, 2],
    [64, 200, 90],
  ] as const) {
    const bytes = new Uint8Array(size[0] * size[1] * size[2]).fill(1)
    bytes.set([0, 0, 0, 1, 0], bytes.length >> 1)
    const input = { labels: lungsOnly(packBits(bytes, size)), grid: { ...axialGrid, size }, mesh: null, text: '' }
    const file = encodeBytes(nifti, input)
    expect(readNifti(file).data.reduce((sum, value) => sum + value, 0)).toBe(bytes.length - 4)
    expect(proveBytes(nifti, file, input, 10_000)).toMatch(/all equal/)
  }
})
