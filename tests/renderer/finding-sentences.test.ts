import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findingText } from '../../src-renderer/state/finding-text.ts'
import { de } from '../../src-renderer/state/text/de.ts'
import { en } from '../../src-renderer/state/text/en.ts'
import type { Finding } from '../../src-shared/finding.ts'

const root = join(import.meta.dirname, '../..')

function sourcesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(root, folder, name), 'utf8'))
}

/** Codes that findings are made with: warnings, notes and passed checks wherever they are named, and errors beside a severity. */
function findingCodes(): string[] {
  const codes = new Set(['W_ARTICLE_MIN', 'P_ARTICLE_MIN', 'W_ARTICLE_MAX', 'P_ARTICLE_MAX'])
  for (const source of [...sourcesIn('src-shared'), ...sourcesIn('src-main')]) {
    for (const [, code] of source.matchAll(/['"`]([WIP]_[A-Z0-9_]+)['"`]/g)) codes.add(code as string)
    for (const [, code] of source.matchAll(/\b([WIP]_[A-Z0-9_]+): \[/g)) codes.add(code as string)
    for (const [, code] of source.matchAll(/code: '(E_[A-Z0-9_]+)',\s*severity:/g)) codes.add(code as string)
  }
  return [...codes].sort()
}

/** A finding that holds every figure and place a sentence may ask for. */
const withAll = (code: string): Finding => ({
  code,
  severity: 'warning',
  message: `The English sentence of ${code}.`,
  where: { plane: 'axial', slice: 4, file: 'a/b.dcm' },
  details: new Proxy({}, { get: () => 7 }),
})

describe('every finding', () => {
  const codes = findingCodes()

  it('is found in the sources', () => {
    expect(codes.length).toBeGreaterThan(60)
    expect(codes).toEqual(expect.arrayContaining(['W_TILT', 'E_INCONSISTENT', 'W_BURNED_IN', 'P_EVEN_SPACING']))
  })

  it.each(codes)('%s has a German sentence of its own beside the English one', (code) => {
    const finding = withAll(code)
    expect(findingText(en, finding)).toBe(finding.message)
    const german = findingText(de, finding)
    expect(german).not.toBe(finding.message)
    expect(german.length).toBeGreaterThan(10)
    expect(german).not.toMatch(/undefined|NaN|null|\b(Fehler|ungültig)\b|!/)
  })
})
