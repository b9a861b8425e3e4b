import { englishViewTexts, germanViewTexts, type ViewTexts } from '../slice-view/view-texts.ts'
import { useSettings } from '../state/settings-store.ts'

/** The viewports' own words in the chosen language. */
export const useViewTexts = (): ViewTexts =>
  useSettings((state) => (state.settings.language === 'de' ? germanViewTexts : englishViewTexts))
