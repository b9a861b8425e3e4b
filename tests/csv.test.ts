import { describe, expect, it } from 'vitest'
import { csvCell, csvLine, parseCsv } from '../src-shared/csv.ts'

describe('a CSV cell', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '  =1'])('takes the edge off %j', (text) => {
    expect(csvCell(text)).toBe(`"'${text}"`)
  })

  it('leaves plain names alone', () => {
    expect(csvCell('IM-0001=x.dcm')).toBe('"IM-0001=x.dcm"')
    expect(csvCell('Größe.txt')).toBe('"Größe.txt"')
  })
})

describe('a CSV text', () => {
  it('holds numbers bare, below zero too, and nothing for null', () => {
    expect(csvLine(['a', -850.5, null, 0])).toBe('"a",-850.5,,0\r\n')
  })

  it('comes back cell by cell', () => {
    const text = csvLine(['a "b", c', 'two\r\nlines', '']) + csvLine([-1.5, null, 'x'])
    expect(parseCsv(text)).toEqual([
      ['a "b", c', 'two\r\nlines', ''],
      ['-1.5', '', 'x'],
    ])
    expect(parseCsv('')).toEqual([])
  })

  it.each(['"open', '"a"b\r\n', 'a"\r\n', 'a\nb\r\n'])('is none: %j', (text) => {
    expect(parseCsv(text)).toBeNull()
  })
})
