import { describe, expect, it } from 'vitest'
import { de } from '../../src-renderer/state/text/de.ts'
import { en } from '../../src-renderer/state/text/en.ts'
import { formats } from '../../src-shared/formats/registry.ts'
import { listParameters } from '../../src-shared/parameters.ts'
import { methods } from '../../src-shared/segmentation/registry.ts'

/** Parts that name things of the registries, which English takes from there. */
const onlyGerman = new Set(['method.stageTexts', 'method.parameterTexts', 'save.verifiedText'])

function shapeOf(value: unknown, path: string, out: Map<string, string>): Map<string, string> {
  if (onlyGerman.has(path)) return out
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    for (const [key, part] of Object.entries(value)) shapeOf(part, path === '' ? key : `${path}.${key}`, out)
  } else out.set(path, Array.isArray(value) ? `list of ${value.length}` : typeof value)
  return out
}

/** Every plain text of a language with its path. */
function textsOf(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, part]) => textsOf(part, path === '' ? key : `${path}.${key}`))
}

describe('message files', () => {
  it('have the same keys of the same kind in every language', () => {
    expect(Object.fromEntries(shapeOf(de, '', new Map()))).toEqual(Object.fromEntries(shapeOf(en, '', new Map())))
  })

  it('leave no text empty, and use no word that blames', () => {
    for (const [path, text] of textsOf(en)) {
      expect(text.trim(), path).not.toBe('')
      expect(text, path).not.toMatch(/\b(error|invalid|oops|please)\b|!/i)
    }
    for (const [path, text] of textsOf(de)) {
      expect(text.trim(), path).not.toBe('')
      expect(text, path).not.toMatch(/\b(Fehler|ungültig|bitte)\b|!/i)
    }
  })

  it('name every stage, parameter, choice and format of the registries in German', () => {
    for (const method of Object.values(methods)) {
      const ids = method.stages.map((stage) => stage.id)
      expect(Object.keys(de.method.stageTexts[method.id] ?? {}).toSorted()).toEqual(ids.toSorted())
    }
    for (const stage of Object.values(methods).flatMap((method) => method.stages)) {
      for (const parameter of listParameters(stage.schema)) {
        const words = de.method.parameterTexts[parameter.name]
        expect(words, parameter.name).toBeDefined()
        if (parameter.values !== undefined) expect(Object.keys(words?.choices ?? {})).toEqual(parameter.values)
      }
    }
    for (const format of formats) expect(Object.keys(de.save.formatTitle)).toContain(format.id)
  })

  it('tell the sources of stages in German, with the names and years of the English ones', () => {
    const kept = (source: string): string[] =>
      source.match(/[A-Z][a-zü]+ et al\.|[A-ZM]\w*ü?\w* ?\d{4}|\w+_\w+|\d[\d.]+/g) ?? []
    for (const method of Object.values(methods)) {
      for (const { id, source } of method.stages) {
        const german = de.method.stageTexts[method.id]?.[id]?.source ?? source
        expect(german, id).not.toMatch(/\b(the|and|article|connectivity|from|in the)\b/i)
        expect(kept(german).toSorted(), id).toEqual(kept(source).toSorted())
      }
    }
  })

  it('write figures as people of the language do', () => {
    expect(en.formats.number(1234.56, 1)).toBe('1,234.6')
    expect(de.formats.number(1234.56, 1)).toBe('1.234,6')
    expect(en.formats.number(-405)).toBe('−405')
    expect(en.formats.plain(-1024)).toBe('−1024')
    expect(en.formats.bytes(31_600_000)).toBe('31.6 MB')
    expect(en.formats.bytes(148_000)).toBe('148 kB')
    expect(en.formats.day('20070404')).toBe('4 Apr 2007')
    expect(en.formats.day('')).toBe('')
  })

  it('count in the singular and the plural', () => {
    expect(en.start.studies(1)).toBe('1 study')
    expect(en.start.studies(12)).toBe('12 studies')
    expect(de.save.save(1)).toBe('1 Datei speichern')
    expect(de.save.save(3)).toBe('3 Dateien speichern')
  })
})
