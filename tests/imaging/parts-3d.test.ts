import { expect, it } from 'vitest'
import { cropMask, occupiedBox, padBox, pasteMask } from '../../src-shared/imaging/crop-mask.ts'
import { countInside, findParts, maskOfParts } from '../../src-shared/imaging/find-parts.ts'
import { cavitiesIn, holesInPlane } from '../../src-shared/imaging/holes.ts'
import { intersection, union, without } from '../../src-shared/imaging/mask-logic.ts'
import { measureParts } from '../../src-shared/imaging/measure-parts.ts'
import { toBits, toRuns } from '../../src-shared/imaging/run-mask.ts'
import { type BitMask, createBitMask } from '../../src-shared/mask.ts'
import { drawing, maskLiteral, setBit } from '../support/mask-literal.ts'

const withHoles = (mask: BitMask, maxArea?: number): BitMask => {
  const runs = toRuns(mask)
  return toBits([runs, holesInPlane(runs, maxArea)])
}
const withCavities = (mask: BitMask): BitMask => toBits([toRuns(mask), cavitiesIn(toRuns(mask))])

const twoSlices = maskLiteral(
  `
  ##..#
  .....
  #...#`,
  `
  .#..#
  .....
  ##...`,
)

it('joins across slices by faces only', () => {
  const parts = findParts(twoSlices)
  expect(Array.from(parts.components.area)).toEqual([3, 2, 3, 1])
  expect(Array.from(findParts(twoSlices, true).components.area)).toEqual([2, 1, 1, 1, 1, 1, 2])
})

it('tells shape and place of parts of a least size', () => {
  const parts = findParts(twoSlices)
  expect(measureParts(parts, parts.layout, 3)).toEqual([
    { part: 0, voxels: 3, i: [0, 1], j: [0, 0], k: [0, 1], sumI: 2, sumJ: 0, sumK: 1 },
    { part: 2, voxels: 3, i: [0, 1], j: [2, 2], k: [0, 1], sumI: 1, sumJ: 6, sumK: 2 },
  ])
})

it('draws chosen parts and counts what they share with a mask', () => {
  const parts = findParts(twoSlices)
  expect(drawing(maskOfParts(parts, [0, 1, 0, 1], twoSlices.size))).toEqual(['....#', '.....', '....#'])
  expect(Array.from(countInside(parts, maskLiteral('##...\n.....\n.....', '##..#\n.....\n##...')))).toEqual([
    3, 1, 2, 0,
  ])
})

it('counts over words', () => {
  const wide = createBitMask([100, 1, 1])
  for (let i = 20; i < 90; i++) setBit(wide, i, 0, 0)
  expect(Array.from(countInside(findParts(wide), wide))).toEqual([70])
})

it('fills holes of a slice up to an area, and what is enclosed on all sides whatever its size', () => {
  const ring = `
    #####.
    #...#.
    #.#.#.
    #####.
    #.#...
    ###...`
  const rows = drawing(withHoles(maskLiteral(ring), 3))
  expect(rows[1]).toBe('#...#.')
  expect(rows[4]).toBe('###...')
  expect(drawing(withHoles(maskLiteral(ring)))[1]).toBe('#####.')
  const wall = '####\n####\n####'
  expect(drawing(withCavities(maskLiteral(wall, '####\n#..#\n####', wall)), 1)).toEqual(['####', '####', '####'])
  expect(drawing(withCavities(maskLiteral(wall, '####\n#..#\n####')), 1)).toEqual(['####', '#..#', '####'])
  expect(drawing(withCavities(maskLiteral(wall, '####\n#...\n####', wall)), 1)).toEqual(['####', '#...', '####'])
})

it('crops to a box and pastes it back, also past the sides', () => {
  const mask = createBitMask([70, 4, 3])
  setBit(mask, 40, 1, 1)
  setBit(mask, 69, 2, 1)
  const box = occupiedBox(mask)
  expect(box).toEqual({ words: [1, 2], rows: [1, 2], slices: [1, 1] })
  if (box === null) return
  const padded = padBox(box, [40, 3, 5])
  expect(padded).toEqual({ words: [-1, 4], rows: [-2, 5], slices: [-4, 6] })
  const back = createBitMask(mask.size)
  const part = cropMask(mask, padded)
  for (let i = 0; i < part.size[0]; i++) setBit(part, i, 4, 5)
  pasteMask(part, padded, back)
  expect(drawing(back, 1)[2]).toBe('#'.repeat(70))
  expect(drawing(back, 1)[1]).toBe(`${'.'.repeat(40)}#${'.'.repeat(29)}`)
  expect(back.words.filter((word) => word !== 0)).toHaveLength(4)
  expect(occupiedBox(createBitMask([40, 2, 2]))).toBeNull()
})

it('combines masks', () => {
  const [a, b] = [maskLiteral('##..'), maskLiteral('.##.')]
  expect(drawing(union(a, b))).toEqual(['###.'])
  expect(drawing(intersection(a, b))).toEqual(['.#..'])
  expect(drawing(without(a, b))).toEqual(['#...'])
})
