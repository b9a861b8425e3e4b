import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { indexToPoint } from '../../src-shared/geometry.ts'
import { halveGrid, halveMask } from '../../src-shared/imaging/halve-mask.ts'
import { getBit, packBits } from '../../src-shared/mask.ts'

describe('a mask at half its resolution', () => {
  it('has a voxel where at least four of eight are set, on sizes even and odd', () => {
    const cases = fc.record({
      size: fc.tuple(fc.integer({ min: 1, max: 70 }), fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 })),
      seed: fc.integer({ min: 1, max: 1 << 30 }),
      filled: fc.integer({ min: 1, max: 9 }),
    })
    fc.assert(
      fc.property(cases, ({ size, seed, filled }) => {
        const [nx, ny, nz] = size
        let state = seed
        const bytes = Uint8Array.from({ length: nx * ny * nz }, () => {
          state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
          return (state >>> 16) % 10 < filled ? 1 : 0
        })
        const half = halveMask(packBits(bytes, size))
        expect(half.size).toEqual([Math.ceil(nx / 2), Math.ceil(ny / 2), Math.ceil(nz / 2)])
        const at = (i: number, j: number, k: number): number =>
          i < nx && j < ny && k < nz ? (bytes[(k * ny + j) * nx + i] as number) : 0
        for (let k = 0; k < half.size[2]; k++) {
          for (let j = 0; j < half.size[1]; j++) {
            for (let i = 0; i < half.wordsPerRow * 32; i++) {
              let count = 0
              for (let n = 0; n < 8; n++) count += at(2 * i + (n & 1), 2 * j + ((n >> 1) & 1), 2 * k + (n >> 2))
              expect(getBit(half, i, j, k)).toBe(count >= 4 ? 1 : 0)
            }
          }
        }
      }),
      { numRuns: 60, seed: 3 },
    )
  })

  it('lies where the mask lay', () => {
    const grid = {
      size: [9, 8, 7],
      spacing: [0.5, 0.75, 2],
      origin: [-10, 20, 30],
      direction: [
        [0, 1, 0],
        [-1, 0, 0],
        [0, 0, 1],
      ],
    } as const
    const half = halveGrid(grid)
    expect(half.size).toEqual([5, 4, 4])
    expect(half.spacing).toEqual([1, 1.5, 4])
    expect(indexToPoint(half, [2, 1, 3])).toEqual(indexToPoint(grid, [4.5, 2.5, 6.5]))
  })
})
