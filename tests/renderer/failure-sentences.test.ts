import { describe, expect, it } from 'vitest'
import { failureText } from '../../src-renderer/state/finding-text.ts'
import { savedText } from '../../src-renderer/state/saved-text.ts'
import { de } from '../../src-renderer/state/text/de.ts'
import { en } from '../../src-renderer/state/text/en.ts'
import { germanFailures } from '../../src-renderer/state/text/failures-de.ts'
import { germanLabelmapReasons } from '../../src-renderer/state/text/labelmap-reasons-de.ts'
import type { SavedFile } from '../../src-shared/contract.ts'
import { failureCodes } from '../../src-shared/failure.ts'
import { otherLabels } from '../../src-shared/formats/labelmap.ts'
import { formats } from '../../src-shared/formats/registry.ts'
import { type LabelmapReason, labelmapReasons, unreadable } from '../../src-shared/labelmap-reasons.ts'

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

describe('why a mask file cannot be read', () => {
  const reasons = Object.entries(labelmapReasons)
  const names = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).toSorted()

  it.each(reasons)('%s: in German with the same details', (reason, english) => {
    const german = germanLabelmapReasons[reason as LabelmapReason]
    expect(names(german)).toEqual(names(english))
    const details = Object.fromEntries(names(english).map((name) => [name.slice(1, -1), 1200.5]))
    const failure = unreadable(reason as LabelmapReason, details)
    const said = failureText(de, failure.toJSON())
    expect(said).toMatch(/^Diese Maske kann Hilum nicht lesen\. .{15,}\.$/)
    expect(said).not.toMatch(/[{}?]|undefined|\b(Fehler|ungültig|bitte)\b/)
    if (names(english).length > 0) expect(said).toContain('1.200,5')
    if (names(english).length > 0) expect(failure.message).toContain('1,200.5')
    expect(failureText(en, failure.toJSON())).toBe(failure.message)
  })

  it('tells what the file holds', () => {
    const { code, message, details } = otherLabels([1, 7])
    expect(failureText(de, { code, message, details })).toContain('enthält die Labels 1, 7;')
    const many = otherLabels(Array.from({ length: 40 }, (_, n) => n + 1))
    expect(failureText(de, many.toJSON())).toContain('40 Labels (1, 2, 3, 4, 5, 6, 7, 8 und so weiter)')
  })
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
