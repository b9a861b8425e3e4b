import { describe, expect, it } from 'vitest'
import { importCsv } from '../../src-renderer/state/import-csv.ts'

describe('import report as CSV', () => {
  it('quotes every cell and ends lines as RFC 4180 says', () => {
    const csv = importCsv(
      ['file', 'code', 'reason'],
      [{ file: 'a/b, c.dcm', code: 'E_NOT_DICOM', message: 'Not "DICOM": no mark.' }],
    )
    expect(csv).toBe('"file","code","reason"\r\n"a/b, c.dcm","E_NOT_DICOM","Not ""DICOM"": no mark."\r\n')
  })

  it('is a header alone where nothing was skipped', () => {
    expect(importCsv(['a', 'b', 'c'], [])).toBe('"a","b","c"\r\n')
  })
})
