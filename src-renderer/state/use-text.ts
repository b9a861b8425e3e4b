import type { Settings } from '../../src-shared/contract.ts'
import { useSettings } from './settings-store.ts'
import { de } from './text/de.ts'
import { en, type Messages } from './text/en.ts'

export const messages: Readonly<Record<'en' | 'de', Messages>> = { en, de }

/** The language of the page: the chosen one, else German where the browser or the system prefers it, else English. */
export function languageOf({ language }: Pick<Settings, 'language'>, preferred = navigator.language): 'en' | 'de' {
  if (language !== 'auto') return language
  return /^de\b/i.test(preferred) ? 'de' : 'en'
}

/** The texts of the page's language. */
export const useText = (): Messages => useSettings((state) => messages[languageOf(state.settings)])

/** The same outside of components. */
export const text = (): Messages => messages[languageOf(useSettings.getState().settings)]
