import { expect, it } from 'vitest'
import type { Vec3 } from '../../src-shared/geometry.ts'
import { marchingCubes } from '../../src-shared/imaging/marching-cubes.ts'
import { meshVolumeMm3 } from '../../src-shared/imaging/mesh-volume.ts'
import { smoothMesh } from '../../src-shared/imaging/smooth-mesh.ts'
import { createBitMask } from '../../src-shared/mask.ts'
import type { Mesh } from '../../src-shared/mesh.ts'
import { testGrids } from '../support/grids.ts'
import { setBit } from '../support/mask-literal.ts'

const size: Vec3 = [40, 40, 40]

function ballMesh(): Mesh {
  const mask = createBitMask(size)
  for (let at = 0; at < 64_000; at++) {
    const [i, j, k] = [at % 40, Math.floor(at / 40) % 40, Math.floor(at / 1600)]
    if ((i - 20) ** 2 + (j - 20) ** 2 + (k - 20) ** 2 <= 225) setBit(mask, i, j, k)
  }
  const grid = testGrids(size)['one voxel a mm']
  if (grid === undefined) throw new Error('no such grid')
  return marchingCubes(mask, grid)
}

/** Standard deviation of the vertices' distance from the ball's centre. */
function roughness({ positions }: Mesh): number {
  const radii = Array.from({ length: positions.length / 3 }, (_, v) =>
    Math.hypot(
      (positions[3 * v] as number) - 20,
      (positions[3 * v + 1] as number) - 20,
      (positions[3 * v + 2] as number) - 20,
    ),
  )
  const mean = radii.reduce((sum, radius) => sum + radius, 0) / radii.length
  return Math.sqrt(radii.reduce((sum, radius) => sum + (radius - mean) ** 2, 0) / radii.length)
}

it('makes a ball smoother and keeps its volume', () => {
  const mesh = ballMesh()
  const smoothed = smoothMesh(mesh, 15)
  expect(roughness(smoothed)).toBeLessThan(roughness(mesh) * 0.5)
  expect(Math.abs(meshVolumeMm3(smoothed) / meshVolumeMm3(mesh) - 1)).toBeLessThan(0.01)
  expect(smoothed.indices).toBe(mesh.indices)
})

it('moves a vertex to the mean of its neighbours and back by the stated factors', () => {
  // A tetrahedron: every vertex has the other three as neighbours, so that both half steps scale it about its centre.
  const positions = Float32Array.of(1, 1, 1, 1, -1, -1, -1, 1, -1, -1, -1, 1)
  const indices = Uint32Array.of(0, 1, 2, 0, 3, 1, 0, 2, 3, 1, 3, 2)
  const factor = (1 - (0.6307 * 4) / 3) * (1 + (0.6732 * 4) / 3)
  const smoothed = smoothMesh({ positions, indices }, 1)
  smoothed.positions.forEach((value, at) => {
    expect(value).toBeCloseTo((positions[at] as number) * factor, 5)
  })
})

it('leaves a mesh as it is with 0 iterations', () => {
  const mesh = ballMesh()
  expect(smoothMesh(mesh, 0)).toBe(mesh)
})
