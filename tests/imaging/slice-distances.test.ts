import fc from 'fast-check'
import { expect, it } from 'vitest'
import { sliceDistances } from '../../src-shared/imaging/slice-distances.ts'
import { getBit } from '../../src-shared/mask.ts'
import { maskLiteral } from '../support/mask-literal.ts'
import { randomMask } from '../support/random-mask.ts'

it('is the squared way to the nearest set voxel of the slice', () => {
  const { squared, occupied } = sliceDistances(
    maskLiteral(
      `
      #...
      ....
      ...#`,
      `
      ....
      ....
      ....`,
    ),
    [2, 3],
  )
  expect(Array.from(squared.subarray(0, 12))).toEqual([0, 4, 16, 36, 9, 13, 13, 9, 36, 16, 4, 0])
  expect(Array.from(occupied)).toEqual([1, 0])
})

it('is what comparing with every set voxel gives, rows over several words among them', () => {
  const spacing = fc.double({ min: 0.3, max: 5, noNaN: true })
  fc.assert(
    fc.property(randomMask([70, 12, 3]), spacing, spacing, (mask, dx, dy) => {
      const { squared, occupied } = sliceDistances(mask, [dx, dy])
      const [nx, ny, nz] = mask.size
      for (let k = 0; k < nz; k++) {
        const set: [number, number][] = []
        for (let j = 0; j < ny; j++) for (let i = 0; i < nx; i++) if (getBit(mask, i, j, k)) set.push([i, j])
        expect(occupied[k]).toBe(set.length > 0 ? 1 : 0)
        if (set.length === 0) continue
        for (let j = 0; j < ny; j++)
          for (let i = 0; i < nx; i++) {
            const least = Math.min(...set.map(([x, y]) => ((x - i) * dx) ** 2 + ((y - j) * dy) ** 2))
            const found = squared[(k * ny + j) * nx + i] as number
            expect(Math.abs(found - least)).toBeLessThanOrEqual(1e-6 * (1 + least))
          }
      }
    }),
    { numRuns: 25 },
  )
})
