import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fillRuns } from '../../src-shared/imaging/fill-runs.ts'
import { findRuns } from '../../src-shared/imaging/find-runs.ts'
import { labelComponents } from '../../src-shared/imaging/label-components.ts'
import { rowLayout, sliceLayout } from '../../src-shared/imaging/plane-layout.ts'
import { countBits, createBitMask } from '../../src-shared/mask.ts'
import { drawing, maskLiteral } from '../support/mask-literal.ts'
import { randomMask } from '../support/random-mask.ts'

it('keeps components of at least the minimum', () => {
  const mask = maskLiteral(`
    ##.#.###
    ##......
    ....##..
  `)
  const layout = sliceLayout(mask.size, [0])
  const runs = findRuns(mask.words, layout)
  const parts = { runs, components: labelComponents(runs, layout) }
  const out = createBitMask(mask.size)
  expect(fillRuns(parts, layout, 3, out.words)).toBe(7)
  expect(drawing(out)).toEqual(['##...###', '##......', '........'])
})

it('gives back the mask it was made from where nothing is too small', () => {
  fc.assert(
    fc.property(randomMask([140, 4, 4]), fc.boolean(), (mask, rows) => {
      const slices = Array.from({ length: mask.size[2] }, (_, k) => k)
      const layout = rows ? rowLayout(mask.size, slices) : sliceLayout(mask.size, slices)
      const runs = findRuns(mask.words, layout)
      const out = createBitMask(mask.size)
      const pixels = fillRuns({ runs, components: labelComponents(runs, layout) }, layout, 0, out.words)
      expect(out.words).toEqual(mask.words)
      expect(pixels).toBe(countBits(mask))
    }),
    { numRuns: 100 },
  )
})
