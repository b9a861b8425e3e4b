import { gunzipSync, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { gunzip, gzip } from '../../src-main/engine/save/gzip.ts'
import type { ExportInput, Format } from '../../src-shared/formats/format.ts'
import { applyAffine, readNiftiHeader } from '../../src-shared/formats/read-nifti.ts'
import { parseNrrdHeader } from '../../src-shared/formats/read-nrrd.ts'
import { formats, withImages } from '../../src-shared/formats/registry.ts'
import { type Grid, indexToPoint, type Vec3 } from '../../src-shared/geometry.ts'
import { encodeBytes, proveBytes } from '../support/format-bytes.ts'
import { orientedGrids } from '../support/oriented-grids.ts'
import { axialGrid, obliqueGrid, shearedGrid } from '../support/sample-shapes.ts'

const grids: [string, Grid][] = [...orientedGrids(axialGrid), ['oblique', obliqueGrid], ['sheared', shearedGrid]]
const images = ['ct-nifti', 'ct-nrrd'] as const
const formatOf = (id: string): Format => formats.find((format) => format.id === id) as Format
const markerHU = 400
const marker: Vec3 = [30, 1, 3]

/** HU without any symmetry, both ends of Int16 among them, and one marker. */
function drawHu({ size: [nx, ny, nz] }: Grid): Int16Array {
  const hu = Int16Array.from({ length: nx * ny * nz }, (_, n) => ((n * 7919) % 1300) - 1024)
  hu.set([-32768, 32767], 5)
  hu[(marker[2] * ny + marker[1]) * nx + marker[0]] = markerHU
  for (let n = 0; n < hu.length; n++) {
    if (hu[n] === markerHU && n !== (marker[2] * ny + marker[1]) * nx + marker[0]) hu[n] = markerHU - 1
  }
  return hu
}

const inputOf = (grid: Grid): ExportInput => ({
  labels: [],
  grid,
  mesh: null,
  hu: drawHu(grid),
  text: 'Hilum 0.1.0 standard minComponentPx=100',
})

interface Place {
  readonly value: (n: number) => number
  readonly pointOf: (n: number) => Vec3
}

/** A file as its own header says where each of its values lies. */
const readers: Readonly<Record<(typeof images)[number], (bytes: Uint8Array) => Place>> = {
  'ct-nifti': (bytes) => {
    const header = readNiftiHeader(bytes)
    const view = new DataView(bytes.buffer, bytes.byteOffset + header.dataOffset)
    return {
      value: (n) => view.getInt16(n * 2, true),
      pointOf: (n) => {
        const [right, anterior, superior] = applyAffine(header.sform, indexOf(n, header.size))
        return [-right, -anterior, superior]
      },
    }
  },
  'ct-nrrd': (bytes) => {
    const start = Buffer.from(bytes).indexOf('\n\n') + 2
    const { grid, size } = parseNrrdHeader(bytes.subarray(0, start))
    const view = new DataView(bytes.buffer, bytes.byteOffset + start)
    return {
      value: (n) => view.getInt16(n * 2, true),
      pointOf: (n) => indexToPoint(grid as Grid, indexOf(n, size)),
    }
  },
}

const indexOf = (n: number, [nx, ny]: Vec3): Vec3 => [n % nx, Math.floor(n / nx) % ny, Math.floor(n / nx / ny)]

test('all 24 orientations are there', () => expect(grids).toHaveLength(26))

describe.each(images)('%s', (id) => {
  const format = formatOf(id)

  test.each(grids)('%s: the marker and every other voxel lie at their points of the patient', (_name, grid) => {
    const { value, pointOf } = readers[id](encodeBytes(format, inputOf(grid)))
    const wanted = new Map<string, number>()
    const key = (point: Vec3): string => point.map((part) => (Math.round(part * 100) / 100 + 0).toFixed(2)).join()
    const hu = drawHu(grid)
    hu.forEach((one, n) => {
      wanted.set(key(indexToPoint(grid, indexOf(n, grid.size))), one)
    })
    expect(wanted.size).toBe(hu.length)
    let wrong = 0
    for (let n = 0; n < hu.length; n++) {
      const point = pointOf(n)
      if (value(n) === markerHU) {
        const there = indexToPoint(grid, marker)
        for (const axis of [0, 1, 2] as const) expect(point[axis]).toBeCloseTo(there[axis], 4)
      }
      if (nearest(wanted, point, key) !== value(n)) wrong++
    }
    expect(wrong).toBe(0)
  })

  test.each(grids)('%s: the proof accepts it in chunks of any size, and says what it did', (_name, grid) => {
    const input = inputOf(grid)
    const bytes = encodeBytes(format, input)
    for (const chunkBytes of [1, 777, bytes.length]) {
      expect(proveBytes(format, bytes, input, chunkBytes)).toBe(
        'Read back: 37 x 6 x 5 voxels all equal, from −32768 to 32767 HU; corners within 0.001 mm.',
      )
    }
  })

  test('the proof refuses one voxel that is other by 1 HU, wherever it is', () => {
    const input = inputOf(axialGrid)
    for (let n = 0; n < 37 * 6 * 5; n += 13) {
      const hu = drawHu(axialGrid)
      hu[n] = (hu[n] as number) ^ 1
      const other = encodeBytes(format, { ...input, hu })
      expect(() => proveBytes(format, other, input)).toThrow(expect.objectContaining({ code: 'E_VERIFY' }))
    }
  })

  test('the proof refuses a grid that is moved, turned or of another size', () => {
    const input = inputOf(axialGrid)
    for (const grid of [
      { ...axialGrid, origin: [-20, -30.01, -40] as const },
      { ...axialGrid, direction: [axialGrid.direction[0], [0, -1, 0], [0, 0, -1]] as const },
      { ...axialGrid, size: [37, 5, 6] as const },
    ]) {
      const moved = encodeBytes(format, { ...input, grid })
      expect(() => proveBytes(format, moved, input)).toThrow(expect.objectContaining({ code: 'E_VERIFY' }))
    }
  })

  test('the proof refuses every cut and a file that goes on', () => {
    const input = inputOf(axialGrid)
    const bytes = encodeBytes(format, input)
    const cuts = [0, 9, 352, bytes.length >> 1, bytes.length - 1].map((length) => bytes.subarray(0, length))
    for (const file of [...cuts, new Uint8Array([...bytes, 0])]) {
      expect(() => proveBytes(format, file, input)).toThrow(expect.objectContaining({ code: 'E_VERIFY' }))
    }
  })

  test('the header holds what the mask’s header holds, and nothing else of the run', () => {
    const text = Buffer.from(encodeBytes(format, inputOf(axialGrid)).subarray(0, 352)).toString('latin1')
    expect(text).toContain('Hilum 0.1.0 standard')
  })

  test('a save without the volume is a fault of the program', () => {
    const { hu: _, ...without } = inputOf(axialGrid)
    expect(() => encodeBytes(format, without)).toThrow(expect.objectContaining({ code: 'E_INTERNAL' }))
  })

  test('the size told beforehand is no smaller than the file by half and no larger than twice', () => {
    const grid: Grid = { ...axialGrid, size: [128, 120, 20] }
    // tissue with the noise of a scanner
    let state = 1
    const hu = Int16Array.from({ length: 128 * 120 * 20 }, () => {
      state = (state * 48271) % 2147483647
      return 40 + (state % 64)
    })
    const bytes = encodeBytes(format, { ...inputOf(grid), hu })
    const size = format.compression === null ? bytes.length : gzipSync(bytes, { level: 1 }).length
    const told = format.estimateBytes({ grid, maskVoxels: 0, triangles: null })
    expect(told).toBeGreaterThan(size / 2)
    expect(told).toBeLessThan(size * 2)
  })
})

/** The value at a point, which float32 may have moved across a border of rounding. */
function nearest(wanted: ReadonlyMap<string, number>, [x, y, z]: Vec3, key: (point: Vec3) => string): number | null {
  for (const dx of [0, -0.002, 0.002])
    for (const dy of [0, -0.002, 0.002])
      for (const dz of [0, -0.002, 0.002]) {
        const found = wanted.get(key([x + dx, y + dy, z + dz]))
        if (found !== undefined) return found
      }
  return null
}

describe('the CT beside its mask', () => {
  test('is added once for each mask that has one', () => {
    expect(withImages(['nifti', 'stl'])).toEqual(['nifti', 'stl', 'ct-nifti'])
    expect(withImages(['nrrd', 'nifti', 'ct-nrrd'])).toEqual(['nrrd', 'nifti', 'ct-nrrd', 'ct-nifti'])
  })

  test('is refused, with the masks that have one, where none of them is saved', () => {
    for (const ids of [[], ['stl'], ['png', 'measurements-csv']]) {
      expect(() => withImages(ids)).toThrow(
        expect.objectContaining({ code: 'E_USAGE', message: expect.stringContaining('nifti, nrrd') }),
      )
    }
  })

  test('every image names a mask of the registry', () => {
    for (const { beside, group } of formats) {
      if (beside === undefined) continue
      expect(group).toBe('images')
      expect(formatOf(beside).group).toBe('masks')
    }
  })
})

test('gzip as it suits images gives the same bytes back, and the same file twice', async () => {
  const bytes = encodeBytes(formatOf('ct-nifti'), inputOf({ ...axialGrid, size: [300, 200, 10] }))
  const pack = async (): Promise<Buffer> => {
    const parts: Uint8Array[] = []
    for await (const chunk of gzip([bytes.subarray(0, 1000), bytes.subarray(1000)], 'gzip-image'))
      parts.push(chunk.slice())
    return Buffer.concat(parts)
  }
  const packed = await pack()
  expect(packed.equals(await pack())).toBe(true)
  // no clock, no name, an unknown system
  expect([...packed.subarray(3, 8), packed[9]]).toEqual([0, 0, 0, 0, 0, 255])
  expect(gunzipSync(packed).equals(bytes)).toBe(true)
  const back: Uint8Array[] = []
  for await (const chunk of gunzip([packed])) back.push(chunk.slice())
  expect(Buffer.concat(back).equals(bytes)).toBe(true)
})
