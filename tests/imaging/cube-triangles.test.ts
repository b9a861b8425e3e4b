import { describe, expect, it } from 'vitest'
import { cubeTriangles } from '../../src-shared/imaging/cube-triangles.ts'

const { first, edges } = cubeTriangles
const trianglesOf = (inside: number): number[] => Array.from(edges.subarray(first[inside], first[inside + 1]))
const counts = Array.from({ length: 256 }, (_, inside) => trianglesOf(inside).length / 3)

/** The two corners of a cube edge. */
function cornersOf(edge: number): [number, number] {
  const [a, b] = [edge & 1, (edge >> 1) & 1]
  if (edge < 4) return [2 * a + 4 * b, 1 + 2 * a + 4 * b]
  if (edge < 8) return [a + 4 * b, a + 2 + 4 * b]
  return [a + 2 * b, a + 2 * b + 4]
}

describe('triangles of a cube', () => {
  it('cuts exactly the edges between an inside and an outside corner', () => {
    for (let inside = 0; inside < 256; inside++) {
      const cut = Array.from({ length: 12 }, (_, edge) => edge).filter((edge) => {
        const [a, b] = cornersOf(edge)
        return ((inside >> a) & 1) !== ((inside >> b) & 1)
      })
      expect([...new Set(trianglesOf(inside))].sort((a, b) => a - b)).toEqual(cut)
    }
  })

  it('needs no more than five triangles', () => {
    expect(counts[0]).toBe(0)
    expect(counts[255]).toBe(0)
    expect(counts[1]).toBe(1)
    expect(counts[3]).toBe(2)
    expect(counts[0b1001]).toBe(2)
    expect(Math.max(...counts)).toBe(5)
  })

  it('parts two inside corners across a face, and joins them in the complement', () => {
    // Corners 0 and 3 lie across the face z = 0: two triangles on their own; their complement is one piece of four.
    expect(trianglesOf(0b00001001)).toHaveLength(6)
    expect(trianglesOf(0b11110110)).toHaveLength(12)
  })
})
