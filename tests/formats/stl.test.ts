import { describe, expect, test } from 'vitest'
import { checkClosed } from '../../src-shared/formats/check-closed.ts'
import { stl } from '../../src-shared/formats/stl.ts'
import type { Mesh } from '../../src-shared/mesh.ts'
import { encodeBytes, proveBytes } from '../support/format-bytes.ts'
import { axialGrid, boxMesh, rampMask } from '../support/sample-shapes.ts'

const mesh = boxMesh([-10, 20, 30.5], [2, 3, 4])
const input = {
  labels: [{ label: 1, name: 'lungs' as const, mask: rampMask(axialGrid.size) }],
  grid: axialGrid,
  mesh,
  text: 'Hilum 0.1.0 article',
}
const bytes = encodeBytes(stl, input)
const view = new DataView(bytes.buffer)

describe('STL', () => {
  test('begins with the space, not with "solid", and counts its triangles', () => {
    expect(new TextDecoder().decode(bytes.subarray(0, 80))).toBe('SPACE=LPS UNIT=mm Hilum 0.1.0 article'.padEnd(80))
    expect(view.getUint32(80, true)).toBe(12)
    expect(bytes.length).toBe(84 + 12 * 50)
    expect(stl.estimateBytes({ grid: axialGrid, maskVoxels: 0, triangles: 12 })).toBe(bytes.length)
  })

  test('normals are of unit length and point away from the middle', () => {
    for (let t = 0; t < 12; t++) {
      const at = (n: number) => view.getFloat32(84 + t * 50 + n * 4, true)
      expect(Math.hypot(at(0), at(1), at(2))).toBeCloseTo(1, 6)
      const out = at(0) * (at(3) + 9) + at(1) * (at(4) - 21.5) + at(2) * (at(5) - 32.5)
      expect(out).toBeGreaterThan(0)
    }
  })

  test('the proof names triangles and volume', () => {
    expect(proveBytes(stl, bytes, input)).toBe(
      'Read back: 12 triangles all equal; closed; normals point outwards; 0.0 mL.',
    )
  })
})

describe('the proof refuses', () => {
  const inwards = { ...mesh, indices: mesh.indices.toReversed() }
  const open = { ...mesh, indices: mesh.indices.subarray(3) }
  const oneTurned = { ...mesh, indices: new Uint32Array([0, 3, 2, ...mesh.indices.subarray(3)]) }
  test.each([
    ['faces that look inwards', inwards],
    ['a surface with a hole', open],
    ['one face turned over', oneTurned],
  ])('%s', (_name, wrong) => {
    const file = encodeBytes(stl, { ...input, mesh: wrong })
    expect(() => proveBytes(stl, file, { ...input, mesh: wrong })).toThrow(
      expect.objectContaining({ code: 'E_VERIFY' }),
    )
  })

  test.each([
    ['a moved corner', 84 + 12 + 4, 1],
    ['a normal turned round', 84 + 8, -2],
    ['another count', 80, 1],
    ['another space', 0, 1],
  ])('%s', (_name, at, delta) => {
    const file = bytes.slice()
    const edit = new DataView(file.buffer)
    if (at > 80) edit.setFloat32(at, edit.getFloat32(at, true) === -1 ? 1 : edit.getFloat32(at, true) + delta, true)
    else edit.setUint8(at, edit.getUint8(at) + delta)
    expect(() => proveBytes(stl, file, input)).toThrow(expect.objectContaining({ code: 'E_VERIFY' }))
  })
})

test('without a surface nothing is written', () => {
  expect(() => encodeBytes(stl, { ...input, mesh: null })).toThrow(expect.objectContaining({ code: 'E_INTERNAL' }))
})

describe('a surface is closed', () => {
  const [one, other] = [boxMesh([0, 0, 0], [1, 1, 1]), boxMesh([1, 1, 0], [1, 1, 1])]
  // corners 3 and 7 of one box are 0 and 4 of the other
  const shared = (vertex: number) => ({ 0: 3, 4: 7 })[vertex] ?? vertex + 8
  const touching: Mesh = {
    positions: new Float32Array([...one.positions, ...other.positions]),
    indices: new Uint32Array([...one.indices, ...[...other.indices].map(shared)]),
  }

  test('where each edge is passed as often one way as the other, so also where two boxes share an edge', () => {
    expect(checkClosed(one)).toBe(true)
    expect(checkClosed(touching)).toBe(true)
    expect(checkClosed({ ...one, indices: new Uint32Array(0) })).toBe(true)
  })

  test('with triangles that are no more than an edge', () => {
    expect(checkClosed({ ...one, indices: new Uint32Array([...one.indices, 0, 1, 1, 5, 5, 5]) })).toBe(true)
  })

  test('never with any one triangle away, turned, doubled or bent', () => {
    for (let t = 0; t < touching.indices.length; t += 3) {
      const [a, b, c] = touching.indices.subarray(t, t + 3) as unknown as [number, number, number]
      const before = [...touching.indices.subarray(0, t)]
      const after = [...touching.indices.subarray(t + 3)]
      for (const wrong of [[], [a, c, b], [a, b, c, a, b, c], [a, b, (c + 1) % 8]]) {
        const indices = new Uint32Array([...before, ...wrong, ...after])
        expect(checkClosed({ ...touching, indices }), `triangle ${t / 3}: ${wrong}`).toBe(false)
      }
    }
  })
})

test('a large surface is closed however its vertices are numbered, and open without any of its triangles', () => {
  const boxes = 20_000
  const step = 7919 // prime, so that neighbours get numbers far apart
  const { indices } = boxMesh([0, 0, 0], [1, 1, 1])
  const positions = new Float32Array(boxes * 24)
  for (const numberOf of [(n: number) => n, (n: number) => (n * step) % (boxes * 8)]) {
    const all = Uint32Array.from({ length: 36 * boxes }, (_, n) =>
      numberOf((indices[n % 36] as number) + 8 * Math.floor(n / 36)),
    )
    expect(checkClosed({ positions, indices: all })).toBe(true)
    for (const t of [0, 12_345, 100_000, boxes * 12 - 1]) {
      const without = new Uint32Array([...all.subarray(0, t * 3), ...all.subarray(t * 3 + 3)])
      expect(checkClosed({ positions, indices: without })).toBe(false)
      const turned = all.slice()
      turned.set([all[t * 3 + 1] as number, all[t * 3] as number], t * 3)
      expect(checkClosed({ positions, indices: turned })).toBe(false)
    }
  }
})

test('a surface of more than one chunk comes through whole, in whatever pieces it is read', () => {
  const { positions, indices } = boxMesh([1, 2, 3], [4, 5, 6])
  const copies = 6000
  const many: Mesh = {
    positions: Float32Array.from({ length: 24 * copies }, (_, n) => (positions[n % 24] as number) + Math.floor(n / 24)),
    indices: Uint32Array.from({ length: 36 * copies }, (_, n) => (indices[n % 36] as number) + 8 * Math.floor(n / 36)),
  }
  const file = encodeBytes(stl, { ...input, mesh: many })
  expect(file.length).toBe(84 + 12 * copies * 50)
  for (const chunkBytes of [4096, 999_999, file.length]) {
    expect(proveBytes(stl, file, { ...input, mesh: many }, chunkBytes)).toContain('72,000 triangles all equal; closed;')
  }
  for (const length of [0, 83, 84, file.length - 1]) {
    expect(() => proveBytes(stl, file.subarray(0, length), { ...input, mesh: many })).toThrow(/ends too early/)
  }
})
