import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { counted } from '../src-shared/counted.ts'
import { createNumberFormat, english } from '../src-shared/number-format.ts'

const german = createNumberFormat('de-DE')

describe('figures for people', () => {
  it('have their thousands grouped and as many decimals as asked, in English and in German', () => {
    expect(english.number(3341.249, 1)).toBe('3,341.2')
    expect(german.number(3341.249, 1)).toBe('3.341,2')
    expect(english.number(0, 1)).toBe('0.0')
    expect(english.short(2.5, 3)).toBe('2.5')
    expect(german.short(1234.5678, 2)).toBe('1.234,57')
  })

  it('have true minus signs and no negative zero', () => {
    expect(english.number(-1234)).toBe('−1,234')
    expect(english.number(-0.04, 1)).toBe('0.0')
  })

  it('are not grouped where they are HU or stored values', () => {
    expect(english.plain(-1024)).toBe('−1024')
    expect(english.plain(-476.64, 1)).toBe('−476.6')
    expect(german.plain(-476.64, 1)).toBe('−476,6')
  })

  it('of sizes go in steps of a thousand, with a blank before the unit', () => {
    expect([0, 999, 148_000, 3_140_000, 157_286_400, 2.5e9].map(english.bytes)).toEqual([
      '0 B',
      '999 B',
      '148 kB',
      '3.1 MB',
      '157 MB',
      '2.5 GB',
    ])
  })

  it('stand with their word', () => {
    expect([counted(1, 'slice'), counted(0, 'slice'), counted(1200, 'slice')]).toEqual([
      '1 slice',
      '0 slices',
      '1,200 slices',
    ])
  })
})

it('are written in one place', () => {
  const root = fileURLToPath(new URL('..', import.meta.url))
  const sources = ['src-shared', 'src-main', 'src-renderer'].flatMap((top) =>
    readdirSync(join(root, top), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name)),
  )
  const writers = sources.filter((path) => /toLocaleString|Intl\.NumberFormat/.test(readFileSync(path, 'utf8')))
  // the second one reads what was typed
  expect(writers.map((path) => relative(root, path).replaceAll('\\', '/')).toSorted()).toEqual([
    'src-renderer/ui/typed-number.ts',
    'src-shared/number-format.ts',
  ])
})
