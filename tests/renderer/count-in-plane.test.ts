import { expect, it } from 'vitest'
import { countInPlane } from '../../src-renderer/state/count-in-plane.ts'
import { getBit, packBits } from '../../src-shared/mask.ts'

const size = [37, 5, 4] as const
const mask = packBits(
  Uint8Array.from({ length: 37 * 5 * 4 }, (_, n) => (n * 7919) % 3),
  size,
)

it.each([0, 1, 2] as const)('counts the voxels of every plane across axis %i', (axis) => {
  for (let at = 0; at < size[axis]; at++) {
    let expected = 0
    for (let k = 0; k < size[2]; k++) {
      for (let j = 0; j < size[1]; j++) {
        for (let i = 0; i < size[0]; i++) if ([i, j, k][axis] === at) expected += getBit(mask, i, j, k)
      }
    }
    expect(countInPlane(mask, axis, at)).toBe(expected)
  }
})
