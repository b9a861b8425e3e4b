import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkClosed } from '../../src-shared/formats/check-closed.ts'
import type { Mesh } from '../../src-shared/mesh.ts'

// every second of its faces taken away, two rims meet at each vertex
const octahedron = [
  [0, 1, 2],
  [0, 2, 3],
  [0, 3, 4],
  [0, 4, 1],
  [5, 2, 1],
  [5, 3, 2],
  [5, 4, 3],
  [5, 1, 4],
] as const

type Faces = readonly (readonly [number, number, number])[]

const meshOf = (faces: Faces, vertices = 1 + Math.max(...faces.flat())): Mesh => ({
  positions: new Float32Array(vertices * 3),
  indices: Uint32Array.from(faces.flat()),
})

/** A closed sheet of 2 nu nv triangles around a ring. */
function torus(nu: number, nv: number): Faces {
  const at = (u: number, v: number): number => (u % nu) * nv + (v % nv)
  return Array.from({ length: nu * nv }, (_, n) => [Math.floor(n / nv), n % nv] as const).flatMap(([u, v]) => [
    [at(u, v), at(u + 1, v), at(u + 1, v + 1)] as const,
    [at(u, v), at(u + 1, v + 1), at(u, v + 1)] as const,
  ])
}

describe('checkClosed', () => {
  it('takes closed surfaces, one or several, whatever the order of their faces', () => {
    const sheet = torus(90, 70)
    const others = octahedron.map(([a, b, c]) => [a + 6300, b + 6300, c + 6300] as const)
    expect(checkClosed(meshOf(octahedron))).toBe(true)
    expect(checkClosed(meshOf([...others, ...sheet.toReversed()]))).toBe(true)
  })

  it('takes a mesh without triangles, and triangles without area', () => {
    expect(checkClosed(meshOf([], 3))).toBe(true)
    expect(checkClosed(meshOf([...octahedron, [1, 1, 3], [2, 2, 2]]))).toBe(true)
  })

  it('refuses any faces taken away from a closed surface, save all of them', () => {
    const some = fc.subarray([...octahedron], { minLength: 1, maxLength: octahedron.length - 1 })
    fc.assert(fc.property(some, (left) => !checkClosed(meshOf(left, 6))))
  })

  it('refuses faces that look the other way', () => {
    const some = fc.subarray([...octahedron.keys()], { minLength: 1, maxLength: octahedron.length - 1 })
    const turned = (which: readonly number[]): Faces =>
      octahedron.map(([a, b, c], n) => (which.includes(n) ? [a, c, b] : [a, b, c]))
    fc.assert(fc.property(some, (which) => !checkClosed(meshOf(turned(which)))))
  })

  it('refuses a hole anywhere in a large surface, and any number of them', () => {
    const sheet = torus(40, 50)
    const holes = fc.uniqueArray(fc.nat(sheet.length - 1), { minLength: 1, maxLength: 40 })
    const without = (gone: readonly number[]): Faces => sheet.filter((_, n) => !gone.includes(n))
    fc.assert(fc.property(holes, (gone) => !checkClosed(meshOf(without(gone), 2000))))
  })

  it('refuses a corner moved to another vertex, and one to none', () => {
    const [[, b, c], ...rest] = torus(40, 50) as [[number, number, number], ...Faces]
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1999 }), (other) => !checkClosed(meshOf([[other, b, c], ...rest], 2000))),
    )
    expect(checkClosed(meshOf([[2000, b, c], ...rest], 2000))).toBe(false)
  })
})
