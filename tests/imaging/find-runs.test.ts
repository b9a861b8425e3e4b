import fc from 'fast-check'
import { expect, it } from 'vitest'
import { findRuns } from '../../src-shared/imaging/find-runs.ts'
import { rowLayout, sliceLayout } from '../../src-shared/imaging/plane-layout.ts'
import { getBit } from '../../src-shared/mask.ts'
import { maskLiteral } from '../support/mask-literal.ts'
import { randomMask } from '../support/random-mask.ts'

it('codes rows as runs', () => {
  const mask = maskLiteral(`
    ##..#
    .....
    #####
  `)
  const runs = findRuns(mask.words, sliceLayout(mask.size, [0]))
  expect(Array.from(runs.rowRuns)).toEqual([0, 2, 2, 3])
  expect(Array.from(runs.ends)).toEqual([0, 2, 4, 5, 0, 5])
})

it('finds every set pixel once, whatever the width and the planes', () => {
  fc.assert(
    fc.property(randomMask([100, 5, 4]), fc.boolean(), (mask, rows) => {
      const slices = Array.from({ length: mask.size[2] }, (_, k) => mask.size[2] - 1 - k)
      const layout = rows ? rowLayout(mask.size, slices) : sliceLayout(mask.size, slices)
      const runs = findRuns(mask.words, layout)
      let row = 0
      for (let p = 0; p < layout.planeWord.length; p++) {
        for (let r = 0; r < layout.rowWord.length; r++, row++) {
          const [j, k] = rows ? [p, slices[r] as number] : [r, slices[p] as number]
          const expected = Array.from({ length: mask.size[0] }, (_, i) => getBit(mask, i, j, k) as number)
          const found = expected.map(() => 0)
          for (let run = runs.rowRuns[row] as number; run < (runs.rowRuns[row + 1] as number); run++) {
            for (let i = runs.ends[2 * run] as number; i < (runs.ends[2 * run + 1] as number); i++)
              found[i] = (found[i] as number) + 1
          }
          expect(found).toEqual(expected)
        }
      }
    }),
    { numRuns: 80 },
  )
})
