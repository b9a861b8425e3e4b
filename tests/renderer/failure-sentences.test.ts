import { describe, expect, it } from 'vitest'
import { failureText } from '../../src-renderer/state/finding-text.ts'
import { savedText } from '../../src-renderer/state/saved-text.ts'
import { de } from '../../src-renderer/state/text/de.ts'
import { en } from '../../src-renderer/state/text/en.ts'
import { germanFailures } from '../../src-renderer/state/text/failures-de.ts'
import type { SavedFile } from '../../src-shared/contract.ts'
import { failureCodes } from '../../src-shared/failure.ts'
import { formats } from '../../src-shared/formats/registry.ts'

const codes = Object.keys(failureCodes)

describe('every failure', () => {
  it('is in the table, and the table holds nothing else', () => {
    expect(Object.keys(germanFailures).toSorted()).toEqual(codes.toSorted())
    expect(codes.length).toBeGreaterThan(55)
  })

  it.each(codes)('%s is told in the page’s language, with details and without', (code) => {
    const message = `The English sentence of ${code}.`
    for (const details of [
      {},
      { folder: '/data/a', neededBytes: 5e6, freeBytes: 1e6, parameter: 'V', system: 'EROFS' },
    ]) {
      expect(failureText(en, { code, message, details })).toBe(message)
      const german = failureText(de, { code, message, details })
      expect(german).not.toBe(message)
      expect(german).toMatch(/^[^a-z].{15,}\.$/)
      expect(german).not.toMatch(/undefined|NaN|null|\b(Fehler|ungültig|bitte)\b|!/)
    }
  })
})

it('figures, folders and names of the details stand in the sentence', () => {
  const say = (code: string, details: Record<string, string | number>): string =>
    failureText(de, { code, message: '', details })
  expect(say('E_NO_SPACE', { neededBytes: 31_600_000, freeBytes: 148_000 })).toContain(
    '31,6 MB werden gebraucht, 148 kB',
  )
  const share = { neededBytes: 31_600_000, freeBytes: 148_000_000, system: 'EDQUOT' }
  expect(say('E_NO_SPACE', share)).toContain('Der eigene Anteil am Datenträger ist aufgebraucht')
  expect(say('E_NO_SPACE', { ...share, system: 'ENOSPC' })).toContain('Der Platz reicht nicht')
  expect(say('E_OUTPUT_NOT_WRITABLE', { system: 'EFBIG' })).toContain('so große Dateien sind dort nicht erlaubt')
  expect(say('E_OUTPUT_NOT_WRITABLE', { folder: '/data/a', system: 'EROFS' })).toContain(
    '„/data/a“ lässt sich nicht schreiben: der Datenträger ist schreibgeschützt',
  )
  expect(say('E_OUTPUT_NOT_WRITABLE', { folder: '/data/a', system: 'EXYZ' })).toContain('das System meldet EXYZ')
  expect(say('E_MEMORY', { neededMB: 2048, availableMB: 512 })).toContain('2.048 MB werden gebraucht, 512 MB sind frei')
  expect(say('E_USAGE', { template: 'a/b' })).toContain('„a/b“')
})

describe('what is said of a saved file', () => {
  const file = (format: string, changes: Partial<SavedFile>): SavedFile => ({
    format,
    name: 'a',
    status: 'verified',
    bytes: 1,
    fraction: 1,
    message: 'Read back: all equal.',
    code: null,
    sha256: null,
    ...changes,
  })

  it.each([...formats.map(({ id }) => id), 'record'])('%s: the proof, in either language', (format) => {
    expect(savedText(en, file(format, {}))).toBe('Read back: all equal.')
    expect(savedText(de, file(format, {}))).toMatch(/^Zurückgelesen: /)
  })

  it('tells in German why it was not written', () => {
    const refused = { status: 'not-written', code: 'E_VERIFY', message: 'The file was read back and differs.' } as const
    expect(savedText(de, file('stl', refused))).toContain('Sie wurde nicht behalten')
    expect(savedText(en, file('stl', refused))).toBe(refused.message)
  })
})
