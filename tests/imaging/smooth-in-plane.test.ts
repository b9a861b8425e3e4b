import fc from 'fast-check'
import { expect, it } from 'vitest'
import { smoothInPlane } from '../../src-shared/imaging/smooth-in-plane.ts'
import { createBitMask, getBit } from '../../src-shared/mask.ts'
import { drawing, maskLiteral, setBit } from '../support/mask-literal.ts'
import { randomMask } from '../support/random-mask.ts'

const metric = { xx: 1, yy: 1.44, zz: 4, xy: 0, xz: 0, yz: 0 }

it('is a vote of the disc around each voxel', () => {
  const votes = fc.constantFrom(0.3, 0.5, 0.8)
  fc.assert(
    fc.property(randomMask([70, 9, 2]), fc.constantFrom(0.5, 1.3, 2.5), votes, (mask, radius, part) => {
      const [nx, ny, nz] = mask.size
      const expected = createBitMask(mask.size)
      for (let k = 0; k < nz; k++)
        for (let j = 0; j < ny; j++)
          for (let i = 0; i < nx; i++) {
            let [all, set] = [0, 0]
            for (let b = -4; b <= 4; b++)
              for (let a = -4; a <= 4; a++) {
                if (a * a + 1.44 * b * b > radius * radius + 1e-9) continue
                all++
                const inside = i + a >= 0 && i + a < nx && j + b >= 0 && j + b < ny
                if (inside && getBit(mask, i + a, j + b, k) === 1) set++
              }
            if (set > part * all) setBit(expected, i, j, k)
          }
      expect(smoothInPlane(mask, metric, radius, part).words).toEqual(expected.words)
    }),
    { numRuns: 40 },
  )
})

it('takes away a spike, fills a notch and keeps a straight border', () => {
  const made = smoothInPlane(
    maskLiteral(`
      ............
      ............
      .....#......
      ############
      ############
      ######.#####
      ############`),
    { ...metric, yy: 1 },
    1.5,
    0.5,
  )
  expect(drawing(made).slice(1, 6)).toEqual([
    '............',
    '............',
    '.##########.',
    '############',
    '############',
  ])
})
