import { useSettings } from './settings-store.ts'
import { de } from './text/de.ts'
import { en, type Messages } from './text/en.ts'

export const messages: Readonly<Record<'en' | 'de', Messages>> = { en, de }

/** The texts of the chosen language. */
export const useText = (): Messages => useSettings((state) => messages[state.settings.language])

/** The same outside of components. */
export const text = (): Messages => messages[useSettings.getState().settings.language]
