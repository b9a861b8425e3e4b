import { describe, expect, test } from 'vitest'
import { expandName, fileNameOf } from '../../src-shared/formats/file-name.ts'
import { formats } from '../../src-shared/formats/registry.ts'

const parts = { case: '3F2A-91', method: 'standard', series: '4' }

test('a template takes the case code and the method, and nothing that names a patient', () => {
  expect(expandName('{case}-{method}-lungs', parts)).toBe('3F2A-91-standard-lungs')
  expect(expandName('{case}-{series}', parts)).toBe('3F2A-91-4')
  expect(expandName('lungs', parts)).toBe('lungs')
  expect(expandName('Lungen übermäßig 2', parts)).toBe('Lungen übermäßig 2')
})

test('what holds the case is not known before the series is chosen, and is checked all the same', () => {
  expect(expandName('{case}-lungs', { ...parts, case: null })).toBeNull()
  expect(expandName('{series}-lungs', { ...parts, series: null })).toBeNull()
  expect(expandName('{method}-lungs', { ...parts, case: null, series: null })).toBe('standard-lungs')
  expect(() => expandName('{case}/lungs', { ...parts, case: null })).toThrow(
    expect.objectContaining({ code: 'E_USAGE' }),
  )
})

describe('refused, with the reason:', () => {
  test.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['../lungs', 'contains /'],
    ['a/b', 'contains /'],
    ['a\\b', 'contains \\'],
    ['C:lungs', 'contains :'],
    ['lungs*', 'contains *'],
    ['{patient}-lungs', 'contains {'],
    ['{case', 'contains {'],
    ['.hidden', 'begins or ends'],
    ['--overwrite', 'begins or ends'],
    ['lungs.', 'begins or ends'],
    ['lungs ', 'begins or ends'],
    ['con', 'Windows'],
    ['NUL.x', 'Windows'],
    ['a\u0000b', 'control'],
    ['a\nb', 'control'],
    ['x'.repeat(81), '80 characters'],
  ])('%j', (template, why) => {
    expect(() => expandName(template, parts)).toThrow(
      expect.objectContaining({ code: 'E_USAGE', message: expect.stringContaining(why) }),
    )
  })
})

test('every format keeps its ending, and no two get one name', () => {
  expect(formats.map((format) => fileNameOf(format))).toEqual(formats.map(({ fileName }) => fileName))
  const named = formats.map((format) => fileNameOf(format, 'A'))
  expect(new Set(named).size).toBe(formats.length)
  expect(named).toEqual(
    expect.arrayContaining(['A.nii.gz', 'A.seg.nrrd', 'A-ct.nrrd', 'A-png.zip', 'A-measurements.csv']),
  )
})
