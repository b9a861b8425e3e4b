import * as actions from './de/actions.ts'
import * as compare from './de/compare.ts'
import * as review from './de/review.ts'
import * as save from './de/save.ts'
import * as shell from './de/shell.ts'
import * as start from './de/start.ts'
import * as studies from './de/studies.ts'
import { f } from './de/words.ts'
import type { Messages } from './en.ts'

/** Every text of the page in German. */
export const de: Messages = {
  language: 'de',
  formats: f,
  researchUse: 'Nur für die Forschung. Kein Medizinprodukt.',
  offline: 'Offline',
  cancel: 'Abbrechen',
  close: 'Schließen',
  show: 'Zeigen',
  code: (code) => `Code ${code}`,
  tabs: { label: 'Ansichten', studies: 'Studien', review: 'Prüfen', compare: 'Vergleichen', montage: 'Montage' },
  ...shell,
  ...start,
  ...studies,
  ...review,
  ...save,
  ...compare,
  ...actions,
}
