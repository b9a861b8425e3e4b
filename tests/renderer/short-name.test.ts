import { expect, it } from 'vitest'
import { shortName } from '../../src-renderer/state/short-name.ts'

it('keeps short names, and of long ones the beginning and the ending', () => {
  expect(shortName('lungs.nii.gz')).toBe('lungs.nii.gz')
  const long = 'a mask somebody made elsewhere, third version.nii.gz'
  expect(shortName(long)).toBe('a mask somebody mad…rsion.nii.gz')
  expect(shortName(long)).toHaveLength(32)
  expect([...shortName('🫁'.repeat(40))]).toHaveLength(32)
})
