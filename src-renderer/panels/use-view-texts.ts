import { englishViewTexts, germanViewTexts, type ViewTexts } from '../slice-view/view-texts.ts'
import { useSettings } from '../state/settings-store.ts'
import { languageOf } from '../state/use-text.ts'

/** The viewports' own words in the chosen language. */
export const useViewTexts = (): ViewTexts =>
  useSettings((state) => (languageOf(state.settings) === 'de' ? germanViewTexts : englishViewTexts))
