import { expect, it } from 'vitest'
import { borderVoxels } from '../../src-shared/imaging/border-voxels.ts'
import { createBitMask } from '../../src-shared/mask.ts'
import { drawing, maskLiteral, setBit } from '../support/mask-literal.ts'

it('keeps what touches a face of the outside, beyond the grid included', () => {
  const slice = `
    .....
    .###.
    .###.
    .###.
    .....`
  const border = borderVoxels(maskLiteral(slice, slice, slice))
  expect(drawing(border, 0)).toEqual(drawing(maskLiteral(slice)))
  expect(drawing(border, 1)).toEqual(['.....', '.###.', '.#.#.', '.###.', '.....'])
  const full = borderVoxels(maskLiteral('###\n###\n###', '###\n###\n###', '###\n###\n###'))
  expect(drawing(full, 1)).toEqual(['###', '#.#', '###'])
})

it('looks across the words of a row', () => {
  const mask = createBitMask([66, 3, 3])
  for (let k = 0; k < 3; k++) for (let j = 0; j < 3; j++) for (let i = 0; i < 66; i++) setBit(mask, i, j, k)
  const middle = drawing(borderVoxels(mask), 1)[1] ?? ''
  expect(middle).toBe(`#${'.'.repeat(64)}#`)
})
