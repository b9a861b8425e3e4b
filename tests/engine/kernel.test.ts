import { describe, expect, it } from 'vitest'
import { isSharpKernel } from '../../src-main/engine/scan/kernel.ts'

describe('isSharpKernel', () => {
  it.each(['B60f', 'B70s', 'Br64d', 'Bl57', 'LUNG', 'BONE', 'BONEPLUS', 'L', 'YC', 'FC51', 'FC30', 'FC86'])(
    '%s is sharp',
    (kernel) => {
      expect(isSharpKernel(kernel)).toBe(true)
    },
  )

  it.each([
    null,
    '',
    'B31f',
    'B40f',
    'Br38f',
    'I31f',
    'STANDARD',
    'STD+',
    'SOFT',
    'B',
    'A',
    'C',
    'FC08',
    'FC01',
    'FC18',
  ])('%s is not', (kernel) => {
    expect(isSharpKernel(kernel)).toBe(false)
  })
})
