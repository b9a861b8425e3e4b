import { expect, it } from 'vitest'
import { needProduct } from '../../src-shared/segmentation/need-product.ts'

it('gives what an earlier stage made, null and 0 too', () => {
  expect(needProduct({ voxels: 0 }, 'voxels')).toBe(0)
  expect(needProduct({ otsu: null }, 'otsu')).toBeNull()
})

it('names what no stage made', () => {
  expect(() => needProduct({}, 'mask')).toThrow(expect.objectContaining({ code: 'E_INTERNAL' }))
  expect(() => needProduct({}, 'mask')).toThrow('mask')
})
