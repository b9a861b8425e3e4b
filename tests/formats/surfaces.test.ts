import { describe, expect, test } from 'vitest'
import type { ExportInput, LabelSurface } from '../../src-shared/formats/format.ts'
import { glb } from '../../src-shared/formats/glb.ts'
import { obj } from '../../src-shared/formats/obj.ts'
import { ply } from '../../src-shared/formats/ply.ts'
import { joinMeshes } from '../../src-shared/imaging/join-meshes.ts'
import type { Mesh } from '../../src-shared/mesh.ts'
import { encodeBytes, proveBytes } from '../support/format-bytes.ts'
import { boxMesh } from '../support/sample-shapes.ts'
import { boxSurfaces, surfaceInput } from '../support/sample-surfaces.ts'

const refused = expect.objectContaining({ code: 'E_VERIFY' })

/** The input with the mesh of each surface, and of all lungs, changed. */
function withMeshes(change: (mesh: Mesh) => Mesh): ExportInput {
  const surfaces = boxSurfaces.map((surface) => ({ ...surface, mesh: change(surface.mesh) }))
  return { ...surfaceInput, surfaces, mesh: joinMeshes(surfaces.slice(0, 2).map(({ mesh }) => mesh)) }
}

describe('PLY', () => {
  const bytes = encodeBytes(ply, surfaceInput)
  const end = Buffer.from(bytes).indexOf('end_header\n') + 11
  const view = new DataView(bytes.buffer, end)

  test('names the space, its counts and the run', () => {
    const lines = Buffer.from(bytes.subarray(0, end)).toString('latin1').split('\n')
    expect(lines.slice(0, 5)).toEqual([
      'ply',
      'format binary_little_endian 1.0',
      'comment SPACE=LPS',
      'comment UNIT=mm',
      'comment Hilum 0.1.0 standard closingRadiusMm=3',
    ])
    expect(lines).toContain('element vertex 16')
    expect(lines).toContain('element face 24')
    expect(bytes.length).toBe(end + 16 * 24 + 24 * 13)
  })

  test('holds places in LPS mm, normals that point outwards, and faces of three corners', () => {
    expect([0, 4, 8].map((at) => view.getFloat32(at, true))).toEqual([-20, -10, 30.5])
    for (const at of [12, 16, 20]) expect(view.getFloat32(at, true)).toBeLessThan(-0.4)
    expect(view.getUint8(16 * 24)).toBe(3)
    expect([1, 5, 9].map((at) => view.getInt32(16 * 24 + at, true))).toEqual([0, 2, 3])
  })

  test.each([
    ['a place', end, 1],
    ['a normal', end + 12, 0.5],
    ['a corner', end + 16 * 24 + 1, 7],
  ])('is refused with %s changed', (_name, at, value) => {
    const wrong = bytes.slice()
    new DataView(wrong.buffer).setFloat32(at, value, true)
    expect(() => proveBytes(ply, wrong, surfaceInput)).toThrow(refused)
  })

  test('is refused with another count or space in its header', () => {
    for (const [from, to] of [
      ['element vertex 16', 'element vertex 15'],
      ['element face 24', 'element face 23'],
      ['SPACE=LPS', 'SPACE=RAS'],
    ] as const) {
      const wrong = new Uint8Array(Buffer.from(Buffer.from(bytes).toString('latin1').replace(from, to), 'latin1'))
      expect(() => proveBytes(ply, wrong, surfaceInput)).toThrow(refused)
    }
  })
})

describe('OBJ', () => {
  const text = Buffer.from(encodeBytes(obj, surfaceInput)).toString('utf8')
  const lines = text.split('\n')

  test('names the space and holds one object a lung, airways left out', () => {
    expect(lines.slice(0, 3)).toEqual(['# SPACE=LPS', '# UNIT=mm', '# Hilum 0.1.0 standard closingRadiusMm=3'])
    expect(lines.filter((line) => line.startsWith('o '))).toEqual(['o right_lung', 'o left_lung'])
    expect(lines.filter((line) => line.startsWith('v '))).toHaveLength(16)
    expect(lines.filter((line) => line.startsWith('vn '))).toHaveLength(16)
    expect(lines.filter((line) => line.startsWith('f '))).toHaveLength(24)
    expect(lines).toContain('v -20 -10 30.5')
    expect(lines.at(-2)).toMatch(/^f (\d+)\/\/\1 (\d+)\/\/\2 (\d+)\/\/\3$/)
  })

  test('brings back every float32 as it was', () => {
    const odd = boxMesh([Math.fround(1 / 3), Math.fround(-101.7), Math.fround(1e-7)], [Math.fround(Math.PI), 0.1, 2])
    const surfaces: LabelSurface[] = [{ label: 1, name: 'lungs', mesh: odd }]
    const input = { ...surfaceInput, surfaces, mesh: odd }
    expect(proveBytes(obj, encodeBytes(obj, input), input)).toContain('8 vertices, their normals and 12 triangles')
  })

  test.each([
    ['a place', 'v -20 ', 'v -21 '],
    ['a normal', 'vn -0.', 'vn 0.'],
    ['a corner', '\nf 1//1 ', '\nf 2//2 '],
    ['the space', 'SPACE=LPS', 'SPACE=RAS'],
    ['an object', 'o left_lung', 'o left_lunG'],
  ])('is refused with %s changed', (_name, from, to) => {
    expect(text).toContain(from)
    const wrong = new Uint8Array(Buffer.from(text.replace(from, to)))
    expect(() => proveBytes(obj, wrong, surfaceInput)).toThrow(refused)
  })
})

describe('glTF', () => {
  const bytes = encodeBytes(glb, surfaceInput)
  const view = new DataView(bytes.buffer)
  const jsonBytes = view.getUint32(12, true)
  const json = JSON.parse(Buffer.from(bytes.subarray(20, 20 + jsonBytes)).toString('utf8'))

  test('has a node, a mesh and a material of its own colour a label', () => {
    expect(json.nodes.map(({ name }: { name: string }) => name)).toEqual([
      'Right lung',
      'Left lung',
      'Trachea and main bronchi',
    ])
    expect(json.asset).toMatchObject({ version: '2.0', generator: 'Hilum 0.1.0' })
    const colours = json.materials.map((one: { pbrMetallicRoughness: { baseColorFactor: number[] } }) =>
      String(one.pbrMetallicRoughness.baseColorFactor),
    )
    expect(new Set(colours).size).toBe(3)
    expect(view.getUint32(8, true)).toBe(bytes.length)
  })

  test('holds metres, head upwards and front forwards', () => {
    const at = 20 + jsonBytes + 8
    expect([0, 4, 8].map((n) => view.getFloat32(at + n, true))).toEqual([-0.02, 0.0305, 0.01].map(Math.fround))
    expect(json.accessors[0].min).toEqual([-0.02, 0.0305, -0.00325].map(Math.fround))
    expect(json.accessors[0].max).toEqual([-0.008, 0.0445, 0.01].map(Math.fround))
  })

  test.each([
    ['a place', 20 + jsonBytes + 8, 1],
    ['a normal', 20 + jsonBytes + 8 + 8 * 12, 1],
    ['a corner', 20 + jsonBytes + 8 + 8 * 24, 1],
    ['its length', 8, 1],
  ])('is refused with %s changed', (_name, at, value) => {
    const wrong = bytes.slice()
    new DataView(wrong.buffer).setFloat32(at, value, true)
    expect(() => proveBytes(glb, wrong, surfaceInput)).toThrow(refused)
  })

  test.each([
    ['a name', '"Right lung","mesh"', '"Light lung","mesh"'],
    ['a count', '"count":36', '"count":35'],
    ['an extent', '"min":[-0.0', '"min":[-0.1'],
    ['its version', '"version":"2.0"', '"version":"2.1"'],
  ])('is refused with %s changed in its description', (_name, from, to) => {
    const text = Buffer.from(bytes).toString('latin1')
    expect(text).toContain(from)
    const wrong = new Uint8Array(Buffer.from(text.replace(from, to), 'latin1'))
    expect(() => proveBytes(glb, wrong, surfaceInput)).toThrow(refused)
  })
})

describe.each([ply, obj, glb])('$id', (format) => {
  const bytes = encodeBytes(format, surfaceInput)

  test('is proved in whatever pieces it is read, and made the same again', () => {
    expect(encodeBytes(format, surfaceInput)).toEqual(bytes)
    for (const size of [7, 4096, bytes.length]) {
      expect(proveBytes(format, bytes, surfaceInput, size)).toMatch(/closed; normals point outwards/)
    }
    expect(proveBytes(format, bytes, surfaceInput)).toContain(
      format === glb ? 'Left lung 12 triangles, 1.7 mL' : '3.9 mL',
    )
  })

  test('is refused where it ends early', () => {
    expect(() => proveBytes(format, bytes.subarray(0, -1), surfaceInput)).toThrow(/ends too early/)
  })

  test.each([
    ['faces that look inwards', (mesh: Mesh) => ({ ...mesh, indices: mesh.indices.toReversed() })],
    ['a hole', (mesh: Mesh) => ({ ...mesh, indices: mesh.indices.slice(3) })],
  ])('is refused with %s', (_name, change) => {
    const wrong = withMeshes(change)
    expect(() => proveBytes(format, encodeBytes(format, wrong), wrong)).toThrow(refused)
  })

  test('its size is estimated within a quarter', () => {
    const copies = 2000
    const large = withMeshes(({ positions, indices }) => ({
      positions: Float32Array.from(
        { length: 24 * copies },
        (_, n) => (positions[n % 24] as number) + Math.floor(n / 24) / 7,
      ),
      indices: Uint32Array.from(
        { length: 36 * copies },
        (_, n) => (indices[n % 36] as number) + 8 * Math.floor(n / 36),
      ),
    }))
    const triangles = (format === glb ? 3 : 2) * 12 * copies
    const estimate = format.estimateBytes({ grid: surfaceInput.grid, maskVoxels: 0, triangles })
    // boxes have a third more vertices a triangle than the surface of a mask
    expect(encodeBytes(format, large).length / estimate).toBeGreaterThan(0.75)
    expect(encodeBytes(format, large).length / estimate).toBeLessThan(1.3)
  })

  test('is not made without a surface', () => {
    const none = { ...surfaceInput, mesh: null, surfaces: [] }
    expect(() => encodeBytes(format, none)).toThrow(expect.objectContaining({ code: 'E_INTERNAL' }))
  })
})

test.each([obj, glb])('$id is refused where the right lung lies on the left', (format) => {
  const [right, left] = boxSurfaces as readonly [LabelSurface, LabelSurface]
  const swapped = {
    ...surfaceInput,
    surfaces: [
      { ...right, mesh: left.mesh },
      { ...left, mesh: right.mesh },
    ],
  }
  expect(() => proveBytes(format, encodeBytes(format, swapped), swapped)).toThrow(/right lung/)
})
