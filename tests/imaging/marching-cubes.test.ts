import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Failure } from '../../src-shared/failure.ts'
import { cross, type Grid, indexToPoint, subtract, type Vec3, voxelVolumeMm3 } from '../../src-shared/geometry.ts'
import { countCubes, createSlabCounts, slabCount } from '../../src-shared/imaging/count-cubes.ts'
import { fillCubes } from '../../src-shared/imaging/fill-cubes.ts'
import { finishMesh, marchingCubes, planMesh } from '../../src-shared/imaging/marching-cubes.ts'
import { meshVolumeMm3 } from '../../src-shared/imaging/mesh-volume.ts'
import { type BitMask, countBits, createBitMask } from '../../src-shared/mask.ts'
import { manifoldFaults } from '../support/check-manifold.ts'
import { testGrids } from '../support/grids.ts'
import { maskLiteral, setBit } from '../support/mask-literal.ts'
import { randomMask } from '../support/random-mask.ts'

const plainGrid = (size: Vec3): Grid => testGrids(size)['one voxel a mm'] as Grid

function maskOfBits(size: Vec3, bits: number): BitMask {
  const mask = createBitMask(size)
  for (let at = 0; at < size[0] * size[1] * size[2]; at++) {
    if ((bits >>> at) & 1)
      setBit(mask, at % size[0], Math.floor(at / size[0]) % size[1], Math.floor(at / size[0] / size[1]))
  }
  return mask
}

function ball(size: Vec3, centre: Vec3, radius: Vec3): BitMask {
  const mask = createBitMask(size)
  for (let k = 0; k < size[2]; k++) {
    for (let j = 0; j < size[1]; j++) {
      for (let i = 0; i < size[0]; i++) {
        const [x, y, z] = [(i - centre[0]) / radius[0], (j - centre[1]) / radius[1], (k - centre[2]) / radius[2]]
        if (x * x + y * y + z * z <= 1) setBit(mask, i, j, k)
      }
    }
  }
  return mask
}

/** The surface made in pieces between the cuts, the last piece first. */
function cutCubes(mask: BitMask, cuts: readonly number[]): ReturnType<typeof marchingCubes> {
  const grid = plainGrid(mask.size)
  const pieces = cuts.slice(1).map((to, n) => [cuts[n] as number, to] as const)
  const counts = createSlabCounts(mask)
  const volumes = pieces.toReversed().map(([from, to]) => countCubes(mask, from, to, counts))
  const plan = planMesh(counts)
  for (const [from, to] of pieces.toReversed()) fillCubes(mask, grid, plan, from, to)
  const sum = volumes.reduce((total, volume) => total + volume, 0)
  return finishMesh(plan, grid, sum)
}

describe('marching cubes', () => {
  it('makes an octahedron of one voxel, closed at the volume’s edge', () => {
    const mask = maskLiteral('#')
    const mesh = marchingCubes(mask, plainGrid(mask.size))
    expect(mesh.positions).toHaveLength(18)
    expect(mesh.indices).toHaveLength(24)
    expect(manifoldFaults(mesh)).toEqual([])
    expect(meshVolumeMm3(mesh)).toBeCloseTo(1 / 6, 6)
  })

  it('makes nothing of nothing', () => {
    const mesh = marchingCubes(createBitMask([40, 3, 2]), plainGrid([40, 3, 2]))
    expect([mesh.positions.length, mesh.indices.length]).toEqual([0, 0])
  })

  it('is closed, with every edge in two triangles, on every volume of 2x2x2 voxels', () => {
    for (let bits = 0; bits < 256; bits++) {
      const mask = maskOfBits([2, 2, 2], bits)
      expect(manifoldFaults(marchingCubes(mask, plainGrid(mask.size))), `bits ${bits}`).toEqual([])
    }
  })

  it('is so on every volume of 3x2x2 voxels', () => {
    for (let bits = 0; bits < 4096; bits++) {
      const mask = maskOfBits([3, 2, 2], bits)
      const faults = manifoldFaults(marchingCubes(mask, plainGrid(mask.size)))
      if (faults.length > 0) expect(faults, `bits ${bits}`).toEqual([])
    }
  })

  it('is so on random masks, also across word borders', () => {
    fc.assert(
      fc.property(fc.oneof(randomMask([4, 4, 4]), randomMask([70, 5, 4])), (mask) => {
        expect(manifoldFaults(marchingCubes(mask, plainGrid(mask.size)))).toEqual([])
      }),
      { numRuns: 400 },
    )
  })

  it('parts voxels that touch only at an edge or a corner', () => {
    const faceless = maskLiteral('#.\n.#', '..\n..')
    const mesh = marchingCubes(faceless, plainGrid(faceless.size))
    expect(meshVolumeMm3(mesh)).toBeCloseTo(2 / 6, 6)
    expect(manifoldFaults(mesh)).toEqual([])
  })

  const size: Vec3 = [50, 44, 30]
  it.each(Object.entries(testGrids(size)))(
    'has outward normals and the right volume and place on a grid that is %s',
    (_, grid) => {
      const mask = ball(size, [23, 20, 14], [18, 16, 11])
      const mesh = marchingCubes(mask, grid)
      const expected = countBits(mask) * voxelVolumeMm3(grid)
      expect(meshVolumeMm3(mesh)).toBeGreaterThan(expected * 0.99)
      expect(meshVolumeMm3(mesh)).toBeLessThan(expected * 1.01)
      const centre = indexToPoint(grid, [23, 20, 14])
      const corner = (at: number): Vec3 => {
        const vertex = 3 * (mesh.indices[at] as number)
        return [0, 1, 2].map((axis) => mesh.positions[vertex + axis] as number) as unknown as Vec3
      }
      for (let t = 0; t < mesh.indices.length; t += 3) {
        const [a, b, c] = [corner(t), corner(t + 1), corner(t + 2)]
        const normal = cross(subtract(b, a), subtract(c, a))
        const outward = subtract(a, centre)
        expect(normal[0] * outward[0] + normal[1] * outward[1] + normal[2] * outward[2]).toBeGreaterThan(0)
      }
    },
  )

  it('puts vertices halfway between voxel centres, in LPS mm', () => {
    const grid = testGrids([3, 3, 3])['sheared and left-handed'] as Grid
    const mask = createBitMask([3, 3, 3])
    setBit(mask, 1, 1, 1)
    const found = new Set<string>()
    const { positions } = marchingCubes(mask, grid)
    for (let at = 0; at < positions.length; at += 3)
      found.add(Array.from(positions.slice(at, at + 3), (x) => x.toFixed(3)).join(' '))
    const offsets = [0, 1, 2].flatMap((axis) =>
      [-0.5, 0.5].map((step) => [1, 1, 1].map((at, n) => (n === axis ? at + step : at))),
    )
    const expected = offsets.map((index) =>
      indexToPoint(grid, index as unknown as Vec3)
        .map((x) => x.toFixed(3))
        .join(' '),
    )
    expect(found).toEqual(new Set(expected))
  })

  it('comes out the same, number for number, however its slabs are cut and in whatever order they are done', () => {
    fc.assert(
      fc.property(randomMask([70, 6, 9]), fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 4 }), (mask, inner) => {
        const end = slabCount(mask)
        const cuts = [...new Set([0, ...inner.filter((cut) => cut < end), end])].toSorted((a, b) => a - b)
        expect(cutCubes(mask, cuts)).toEqual(marchingCubes(mask, plainGrid(mask.size)))
      }),
      { numRuns: 150 },
    )
    const hollow = ball([20, 20, 40], [10, 10, 20], [6, 6, 6])
    const cuts = Array.from({ length: slabCount(hollow) + 1 }, (_, k) => k)
    expect(cutCubes(hollow, cuts)).toEqual(marchingCubes(hollow, plainGrid(hollow.size)))
  })

  it.each(Object.entries(testGrids([40, 7, 6])))('knows the volume it encloses on a grid that is %s', (_, grid) => {
    fc.assert(
      fc.property(randomMask([40, 7, 6]), (mask) => {
        const mesh = marchingCubes(mask, { ...grid, size: mask.size })
        const most = countBits(mask) * voxelVolumeMm3(grid)
        expect(Math.abs(mesh.volumeMm3 - meshVolumeMm3(mesh))).toBeLessThanOrEqual(1e-4 * most)
      }),
      { numRuns: 100 },
    )
    expect(marchingCubes(maskLiteral('#'), grid).volumeMm3).toBe(voxelVolumeMm3(grid) / 6)
  })

  it('stops where its report throws', () => {
    const mask = ball([20, 20, 20], [10, 10, 10], [6, 6, 6])
    const report = (done: number): void => {
      if (done > 5) throw new Failure('E_CANCELLED', 'Cancelled.')
    }
    expect(() => marchingCubes(mask, plainGrid(mask.size), report)).toThrow('Cancelled')
  })
})
