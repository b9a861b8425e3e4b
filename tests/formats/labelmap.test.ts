import { describe, expect, test } from 'vitest'
import { nifti } from '../../src-shared/formats/nifti.ts'
import { readNifti } from '../../src-shared/formats/read-nifti.ts'
import { stl } from '../../src-shared/formats/stl.ts'
import { joinMeshes } from '../../src-shared/imaging/join-meshes.ts'
import { meanIndex } from '../../src-shared/imaging/mean-index.ts'
import { meshVolumeMm3 } from '../../src-shared/imaging/mesh-volume.ts'
import type { LabelMask } from '../../src-shared/labels.ts'
import { packBits } from '../../src-shared/mask.ts'
import { encodeBytes, proveBytes } from '../support/format-bytes.ts'
import { axialGrid, boxMesh, rampMask } from '../support/sample-shapes.ts'

const { size } = axialGrid
const place = (n: number): number => n % size[0]
const values = Uint8Array.from({ length: size[0] * size[1] * size[2] }, (_, n) =>
  place(n) < 15 ? 1 + (n % 2) * -1 : place(n) > 20 ? 2 : place(n) === 17 ? 3 : 0,
)
const maskOf = (label: number) =>
  packBits(
    values.map((value) => (value === label ? 1 : 0)),
    size,
  )
// in LPS x grows to the left: the right lung comes first
const labels: LabelMask[] = [
  { label: 1, name: 'right', mask: maskOf(1) },
  { label: 2, name: 'left', mask: maskOf(2) },
  { label: 3, name: 'airways', mask: maskOf(3) },
]
const input = { labels, grid: axialGrid, mesh: null, text: 'Hilum standard' }
const bytes = encodeBytes(nifti, input)

describe('a labelmap', () => {
  test('holds every label at its voxels, rows reversed', () => {
    const [nx, ny, nz] = size
    const { data } = readNifti(bytes)
    for (let k = 0; k < nz; k++)
      for (let j = 0; j < ny; j++) {
        const row = (k * ny + j) * nx
        const inFile = (k * ny + (ny - 1 - j)) * nx
        expect(data.subarray(inFile, inFile + nx)).toEqual(values.subarray(row, row + nx))
      }
  })

  test('its proof counts the voxels of each label', () => {
    const count = (label: number): string => String(values.filter((value) => value === label).length)
    expect(proveBytes(nifti, bytes, input, 1000)).toContain(
      `${count(1)} of them right lung, ${count(2)} of them left lung, ${count(3)} of them trachea and main bronchi`,
    )
  })

  test.each([
    ['one label for another', 1, 2],
    ['a label lost', 3, 0],
    ['a label too many', 0, 3],
  ])('its proof refuses %s', (_name, from, to) => {
    const file = bytes.slice()
    file[352 + file.subarray(352).indexOf(from)] = to
    expect(() => proveBytes(nifti, file, input)).toThrow(expect.objectContaining({ code: 'E_VERIFY' }))
  })

  test('its proof refuses sides that are swapped', () => {
    const [right, left, airways] = labels as [LabelMask, LabelMask, LabelMask]
    const swapped = { ...input, labels: [{ ...right, mask: left.mask }, { ...left, mask: right.mask }, airways] }
    expect(() => proveBytes(nifti, encodeBytes(nifti, swapped), swapped)).toThrow(/right lung lies to the left/)
  })

  test('one lung alone has no other side to be compared with', () => {
    const empty = packBits(new Uint8Array(values.length), size)
    const [right, left, airways] = labels as [LabelMask, LabelMask, LabelMask]
    const alone = { ...input, labels: [right, { ...left, mask: empty }, airways] }
    expect(proveBytes(nifti, encodeBytes(nifti, alone), alone)).toContain('0 of them left lung')
  })
})

test('the mean index of a mask is that of its voxels', () => {
  const mask = rampMask(size)
  const sum = [0, 0, 0]
  let count = 0
  for (let n = 0; n < values.length; n++) {
    if ((n * n + n) % 7 >= 3) continue
    count++
    for (const [axis, value] of [
      n % size[0],
      Math.floor(n / size[0]) % size[1],
      Math.floor(n / size[0] / size[1]),
    ].entries())
      sum[axis] = (sum[axis] ?? 0) + value
  }
  expect(meanIndex(mask)?.map((value) => value.toFixed(9))).toEqual(sum.map((value) => (value / count).toFixed(9)))
  expect(meanIndex(packBits(new Uint8Array(values.length), size))).toBeNull()
})

describe('the surface of two lungs', () => {
  const two = [boxMesh([0, 0, 0], [1, 2, 3]), boxMesh([1, 0, 0], [2, 2, 3])] as const
  const mesh = joinMeshes(two)

  test('is each of them, closed, also where they touch', () => {
    expect(mesh.indices).toHaveLength(72)
    expect(meshVolumeMm3(mesh)).toBeCloseTo(meshVolumeMm3(two[0]) + meshVolumeMm3(two[1]), 5)
    const file = encodeBytes(stl, { ...input, mesh })
    expect(proveBytes(stl, file, { ...input, mesh })).toContain('24 triangles all equal; closed;')
    expect(new TextDecoder().decode(file.subarray(0, 9))).toBe('SPACE=LPS')
  })

  test('is the one mesh where there is but one', () => {
    expect(joinMeshes([two[0]])).toBe(two[0])
  })
})
