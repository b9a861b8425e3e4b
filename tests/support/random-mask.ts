import fc from 'fast-check'
import type { Vec3 } from '../../src-shared/geometry.ts'
import { type BitMask, createBitMask } from '../../src-shared/mask.ts'
import { setBit } from './mask-literal.ts'

/** Masks of every density and of sizes up to `largest`, rows that cross word borders among them. */
export function randomMask(largest: Vec3): fc.Arbitrary<BitMask> {
  const size = fc.tuple(...largest.map((most) => fc.integer({ min: 1, max: most })))
  return fc
    .tuple(size, fc.integer(), fc.double({ min: 0.02, max: 0.98, noNaN: true }))
    .map(([[nx, ny, nz], seed, density]) => {
      const mask = createBitMask([nx as number, ny as number, nz as number])
      let state = seed | 0
      for (let k = 0; k < mask.size[2]; k++) {
        for (let j = 0; j < mask.size[1]; j++) {
          for (let i = 0; i < mask.size[0]; i++) {
            state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0
            if ((state >>> 8) / 2 ** 24 < density) setBit(mask, i, j, k)
          }
        }
      }
      return mask
    })
}
