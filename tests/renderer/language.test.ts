import { expect, it } from 'vitest'
import { languageOf } from '../../src-renderer/state/use-text.ts'

it('is the chosen one, whatever the browser prefers', () => {
  expect(languageOf({ language: 'en' }, 'de-DE')).toBe('en')
  expect(languageOf({ language: 'de' }, 'en-GB')).toBe('de')
})

it('is German where none was chosen and the browser prefers it, else English', () => {
  for (const german of ['de', 'de-AT', 'DE-ch']) expect(languageOf({ language: 'auto' }, german)).toBe('de')
  for (const other of ['en-US', 'fr', 'den', '']) expect(languageOf({ language: 'auto' }, other)).toBe('en')
})
