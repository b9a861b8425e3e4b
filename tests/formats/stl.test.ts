import { describe, expect, test } from 'vitest'
import { checkClosed } from '../../src-shared/formats/check-closed.ts'
import { stl } from '../../src-shared/formats/stl.ts'
import { noReport } from '../../src-shared/report.ts'
import { axialGrid, boxMesh, rampMask } from '../support/sample-shapes.ts'

const mesh = boxMesh([-10, 20, 30.5], [2, 3, 4])
const input = { mask: rampMask(axialGrid.size), grid: axialGrid, mesh, text: 'Hilum 0.1.0 article' }
const bytes = stl.encode(input, noReport)
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
    expect(stl.verify(bytes, input, noReport)).toBe(
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
    const file = stl.encode({ ...input, mesh: wrong }, noReport)
    expect(() => stl.verify(file, { ...input, mesh: wrong }, noReport)).toThrow(
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
    expect(() => stl.verify(file, input, noReport)).toThrow(expect.objectContaining({ code: 'E_VERIFY' }))
  })
})

test('without a surface nothing is written', () => {
  expect(() => stl.encode({ ...input, mesh: null }, noReport)).toThrow(expect.objectContaining({ code: 'E_INTERNAL' }))
})

test('two boxes that share one edge are closed: each edge is passed as often both ways', () => {
  const soup = (corner: readonly [number, number, number]) => {
    const { positions, indices } = boxMesh(corner, [1, 1, 1])
    return [...indices].flatMap((vertex) => [...positions.subarray(vertex * 3, vertex * 3 + 3)])
  }
  expect(checkClosed(new Float32Array([...soup([0, 0, 0]), ...soup([1, 1, 0])]))).toBe(true)
  expect(checkClosed(new Float32Array(soup([0, 0, 0]).slice(9)))).toBe(false)
})
