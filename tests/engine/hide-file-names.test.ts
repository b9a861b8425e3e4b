import { expect, test } from 'vitest'
import { hideFileNames } from '../../src-main/engine/hide-file-names.ts'
import type { Finding } from '../../src-shared/finding.ts'

const finding = (message: string, where?: Finding['where']): Finding => ({
  code: 'W_GAP',
  severity: 'warning',
  message,
  where,
})

test('a finding that names a file tells the same without the name', () => {
  const found = [
    finding('Doe/1: 1 byte is missing.', { file: 'Doe/1' }),
    finding('2 images differ, such as Doe/1. Take Doe/1 away.', { file: 'Doe/1', slice: 3, plane: 'axial' }),
    finding('1: cut short.', { file: '1' }),
  ]
  expect(hideFileNames(found).map(({ message, where }) => [message, where])).toEqual([
    ['A file: 1 byte is missing.', undefined],
    ['2 images differ, such as a file. Take a file away.', { slice: 3, plane: 'axial' }],
    ['A file: cut short.', undefined],
  ])
  expect(found[0]?.message).toBe('Doe/1: 1 byte is missing.')
})

test('other findings stay as they are', () => {
  const found = [finding('Gantry tilt 2°', { slice: 4, plane: 'axial' }), finding('Even spacing')]
  expect(hideFileNames(found)).toEqual(found)
})
