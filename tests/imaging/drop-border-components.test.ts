import { expect, it } from 'vitest'
import { dropBorderComponents } from '../../src-shared/imaging/drop-border-components.ts'
import { fillRuns } from '../../src-shared/imaging/fill-runs.ts'
import { findRuns } from '../../src-shared/imaging/find-runs.ts'
import { labelComponents } from '../../src-shared/imaging/label-components.ts'
import { sliceLayout } from '../../src-shared/imaging/plane-layout.ts'
import { createBitMask } from '../../src-shared/mask.ts'
import { drawing, maskLiteral } from '../support/mask-literal.ts'

it('drops what touches any of the four sides and keeps the rest in order', () => {
  const mask = maskLiteral(`
    ...##...
    ...#....
    #....#..
    ##.#.#.#
    ...#....
    .#...##.
    ........
    .....#..
  `)
  const layout = sliceLayout(mask.size, [0])
  const runs = findRuns(mask.words, layout)
  const parts = dropBorderComponents({ runs, components: labelComponents(runs, layout) })
  expect(Array.from(parts.components.area)).toEqual([2, 2, 1, 2])
  const out = createBitMask(mask.size)
  expect(fillRuns(parts, layout, 0, out.words)).toBe(7)
  expect(drawing(out)).toEqual([
    '........',
    '........',
    '.....#..',
    '...#.#..',
    '...#....',
    '.#...##.',
    '........',
    '........',
  ])
})
