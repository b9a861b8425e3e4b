import { expect, test } from 'vitest'
import type { Vec3 } from '../../src-shared/geometry.ts'
import { meshDistance } from '../../src-shared/imaging/mesh-distance.ts'
import { pointTriangleSquared } from '../../src-shared/imaging/point-triangle.ts'
import { triangleGrid } from '../../src-shared/imaging/triangle-grid.ts'
import type { Mesh } from '../../src-shared/mesh.ts'
import { randomNumbers } from '../../src-shared/phantom/random.ts'
import { boxMesh } from '../support/sample-shapes.ts'

test.each<[Vec3, number]>([
  [[1, 1, 5], 5],
  [[0, 0, 0], 0],
  [[-3, -4, 0], 5],
  [[14, 0, 0], 4],
  [[0, 13, 4], 5],
  [[5, -2, 0], 2],
  [[-2, 5, 0], 2],
  [[8, 8, 0], Math.hypot(3, 3)],
])('from %j to a corner, an edge or the face: %d mm', (point, expected) => {
  const positions = Float32Array.of(0, 0, 0, 10, 0, 0, 0, 10, 0)
  expect(Math.sqrt(pointTriangleSquared(...point, positions, Uint32Array.of(0, 1, 2), 0))).toBeCloseTo(expected, 9)
})

test('the grid finds the same distance as a look at every triangle', () => {
  const random = randomNumbers(7)
  const next = () => random() * 80 - 40
  const corners = Float32Array.from({ length: 900 * 3 }, next)
  // each triangle small, and far from most others
  for (let n = 0; n < corners.length; n++)
    if (n % 9 > 2) corners[n] = (corners[n - (n % 9) + (n % 3)] as number) + next() / 8
  const mesh: Mesh = { positions: corners, indices: Uint32Array.from({ length: 900 }, (_, n) => n) }
  const grid = triangleGrid(mesh)
  for (let n = 0; n < 200; n++) {
    const point: [number, number, number] = [next() * 1.5, next() * 1.5, next() * 1.5]
    let best = Number.POSITIVE_INFINITY
    for (let t = 0; t < mesh.indices.length; t += 3) {
      best = Math.min(best, pointTriangleSquared(...point, mesh.positions, mesh.indices, t))
    }
    expect(grid.distance(...point)).toBeCloseTo(Math.sqrt(best), 9)
  }
})

test('boxes one in the other lie as far apart as their faces', () => {
  const [inner, outer] = [boxMesh([0, 0, 0], [10, 10, 10]), boxMesh([-1, -1, -1], [12, 12, 12])]
  const { meanMm, maxMm } = meshDistance(inner, outer)
  expect(meanMm).toBeGreaterThan(1)
  expect(maxMm).toBeCloseTo(Math.sqrt(3), 5)
  expect(meshDistance(outer, inner)).toEqual({ meanMm, maxMm })
  expect(meshDistance(inner, inner).maxMm).toBeCloseTo(0, 9)
  expect(meshDistance(inner, { positions: new Float32Array(0), indices: new Uint32Array(0) }).maxMm).toBe(0)
})
