import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { defaultFormats } from '../../src-shared/default-formats.ts'
import { formats, pickFormats } from '../../src-shared/formats/registry.ts'

test('ids and file names are unique', () => {
  expect(new Set(formats.map(({ id }) => id)).size).toBe(formats.length)
  expect(new Set(formats.map(({ fileName }) => fileName)).size).toBe(formats.length)
})

test('picks in the order of the registry, each once', () => {
  expect(pickFormats(['stl', 'nifti', 'stl']).map(({ id }) => id)).toEqual(['nifti', 'stl'])
  expect(pickFormats([])).toEqual([])
})

test('what is saved unasked is in the registry', () => {
  expect(pickFormats(defaultFormats).map(({ id }) => id)).toEqual(defaultFormats)
})

test('an unknown format is named with those there are', () => {
  expect(() => pickFormats(['nifti', 'fbx'])).toThrow(
    expect.objectContaining({
      code: 'E_USAGE',
      message: expect.stringContaining('There is no format "fbx". Choose from nifti, '),
    }),
  )
})

test('the README names every format', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
  const list = /^ +LIST: ([a-z0-9,\s-]+?)\n +npm run/m.exec(readme)?.[1] ?? ''
  expect(list.replace(/\s/g, '').split(',')).toEqual(formats.map(({ id }) => id))
})
