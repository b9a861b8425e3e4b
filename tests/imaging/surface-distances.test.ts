import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Vec3 } from '../../src-shared/geometry.ts'
import { borderVoxels } from '../../src-shared/imaging/border-voxels.ts'
import { surfaceDistances } from '../../src-shared/imaging/surface-distances.ts'
import { type BitMask, createBitMask, getBit } from '../../src-shared/mask.ts'
import { maskLiteral, setBit } from '../support/mask-literal.ts'
import { randomMask } from '../support/random-mask.ts'

const voxel = (size: Vec3, ...at: Vec3[]): BitMask => {
  const mask = createBitMask(size)
  for (const [i, j, k] of at) setBit(mask, i, j, k)
  return mask
}

it('is the way between two voxels, in mm along all axes', () => {
  const size = [40, 6, 5] as const
  const found = surfaceDistances(voxel(size, [1, 1, 0]), voxel(size, [35, 4, 3]), [0.5, 2, 3])
  const mm = Math.hypot(34 * 0.5, 3 * 2, 3 * 3)
  expect(found?.hausdorff95Mm).toBeCloseTo(mm, 5)
  expect(found?.meanMm).toBeCloseTo(mm, 5)
})

it('is 0 for a mask and itself, and null where one is empty', () => {
  const mask = maskLiteral('.##.\n.##.')
  expect(surfaceDistances(mask, mask, [1, 1, 1])).toEqual({ hausdorff95Mm: 0, meanMm: 0 })
  expect(surfaceDistances(mask, createBitMask(mask.size), [1, 1, 1])).toBeNull()
  expect(surfaceDistances(createBitMask(mask.size), createBitMask(mask.size), [1, 1, 1])).toBeNull()
})

it('takes the worse direction, its percentile linear between ranks, and the mean of all border voxels', () => {
  const size = [30, 1, 1] as const
  const one = voxel(size, [0, 0, 0])
  const many = voxel(size, [0, 0, 0], [10, 0, 0], [20, 0, 0])
  const found = surfaceDistances(one, many, [1, 1, 1])
  // from `many` 0, 10 and 20 mm: rank 0.95 x 2 lies nine tenths of the way from 10 to 20
  expect(found?.hausdorff95Mm).toBeCloseTo(19, 6)
  expect(found?.meanMm).toBeCloseTo(30 / 4, 6)
  expect(surfaceDistances(many, one, [1, 1, 1])).toEqual(found)
})

it('is what comparing every pair of border voxels gives', () => {
  const points = (mask: BitMask, [dx, dy, dz]: Vec3): Vec3[] => {
    const border = borderVoxels(mask)
    const found: Vec3[] = []
    for (let k = 0; k < mask.size[2]; k++)
      for (let j = 0; j < mask.size[1]; j++)
        for (let i = 0; i < mask.size[0]; i++) if (getBit(border, i, j, k)) found.push([i * dx, j * dy, k * dz])
    return found
  }
  const nearest = (from: Vec3[], to: Vec3[]): number[] =>
    from.map(([x, y, z]) => Math.min(...to.map(([u, v, w]) => Math.hypot(x - u, y - v, z - w)))).sort((a, b) => a - b)
  const p95 = (sorted: number[]): number => {
    const rank = 0.95 * (sorted.length - 1)
    const low = sorted[Math.floor(rank)] ?? 0
    return low + ((sorted[Math.ceil(rank)] ?? 0) - low) * (rank - Math.floor(rank))
  }
  const spacing = fc.double({ min: 0.4, max: 6, noNaN: true })
  fc.assert(
    fc.property(randomMask([38, 7, 6]), fc.integer(), spacing, spacing, spacing, (a, seed, dx, dy, dz) => {
      const b = createBitMask(a.size)
      for (let n = 0, state = seed; n < b.words.length; n++) {
        state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0
        b.words[n] = (state & (state << 3)) >>> 0
      }
      const spare = a.size[0] & 31
      if (spare !== 0)
        for (let n = b.wordsPerRow - 1; n < b.words.length; n += b.wordsPerRow)
          b.words[n] = ((b.words[n] as number) & (-1 >>> (32 - spare))) >>> 0
      const mm: Vec3 = [dx, dy, dz]
      const found = surfaceDistances(a, b, mm)
      const [inA, inB] = [points(a, mm), points(b, mm)]
      if (inA.length === 0 || inB.length === 0) {
        expect(found).toBeNull()
        return
      }
      const [toB, toA] = [nearest(inA, inB), nearest(inB, inA)]
      const all = [...toA, ...toB]
      expect(found?.hausdorff95Mm).toBeCloseTo(Math.max(p95(toA), p95(toB)), 4)
      expect(found?.meanMm).toBeCloseTo(all.reduce((sum, d) => sum + d, 0) / all.length, 4)
    }),
    { numRuns: 30 },
  )
})
