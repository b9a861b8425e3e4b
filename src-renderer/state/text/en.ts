import * as actions from './en/actions.ts'
import * as compare from './en/compare.ts'
import * as review from './en/review.ts'
import * as save from './en/save.ts'
import * as shell from './en/shell.ts'
import * as start from './en/start.ts'
import * as studies from './en/studies.ts'
import { f } from './en/words.ts'

/** Every text of the page in English; the other languages have the same keys by type. */
export const en = {
  language: 'en' as string,
  formats: f,
  researchUse: 'Research use. Not a medical device.',
  offline: 'Offline',
  cancel: 'Cancel',
  close: 'Close',
  show: 'Show',
  code: (code: string) => `Code ${code}`,
  tabs: { label: 'Screens', studies: 'Studies', review: 'Review', compare: 'Compare', montage: 'Montage' },
  ...shell,
  ...start,
  ...studies,
  ...review,
  ...save,
  ...compare,
  ...actions,
}

export type Messages = typeof en
