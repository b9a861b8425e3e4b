import { describe, expect, it } from 'vitest'
import { maskRanges } from '../../../src-renderer/slice-view/mask-ranges.ts'
import type { Vec3 } from '../../../src-shared/geometry.ts'
import { createBitMask } from '../../../src-shared/mask.ts'

function maskOf(size: Vec3, voxels: readonly Vec3[]) {
  const mask = createBitMask(size)
  for (const [i, j, k] of voxels) {
    const word = (k * size[1] + j) * mask.wordsPerRow + (i >>> 5)
    mask.words[word] = (mask.words[word] as number) | (1 << (i & 31))
  }
  return mask
}

describe('maskRanges', () => {
  it('gives first and last index along every axis', () => {
    const voxels: Vec3[] = [
      [31, 4, 2],
      [70, 1, 5],
      [32, 6, 3],
    ]
    expect(maskRanges(maskOf([100, 8, 7], voxels))).toEqual([
      [31, 70],
      [1, 6],
      [2, 5],
    ])
  })

  it('takes single voxels at the ends of words and of the volume', () => {
    for (const i of [0, 31, 32, 63, 64]) {
      expect(maskRanges(maskOf([65, 2, 2], [[i, 1, 0]]))).toEqual([
        [i, i],
        [1, 1],
        [0, 0],
      ])
    }
  })

  it('has none for an empty mask', () => {
    expect(maskRanges(createBitMask([40, 3, 2]))).toEqual([null, null, null])
  })
})
