import { downloadFile } from '../host/download.ts'
import { focusNextRegion } from '../host/regions.ts'
import { type Action, always, hasVolume } from './action.ts'
import { openDialog, showScreen } from './app-store.ts'
import { importCsv } from './import-csv.ts'
import { openSampleStudy, useStudies } from './studies-store.ts'
import { text } from './use-text.ts'
import { askForFolder, cancelWork, openChosenSeries } from './workflow.ts'

function saveImportCsv(): void {
  const { folders, folderKey } = useStudies.getState()
  const result = folders.find((folder) => folder.key === folderKey)?.result
  if (!result) return
  const { csvHeader, csvName } = text().studies
  // The mark in front makes spreadsheets read UTF-8.
  const csv = `\uFEFF${importCsv(csvHeader, result.files.skipped)}`
  downloadFile(csvName(result.name), new Blob([csv], { type: 'text/csv;charset=utf-8' }))
}

const hasReport = (): boolean => {
  const { folders, folderKey } = useStudies.getState()
  return (folders.find((folder) => folder.key === folderKey)?.result?.files.skipped.length ?? 0) > 0
}

/** Actions of every screen and of the Studies screen. */
export const generalActions: readonly Action[] = [
  {
    id: 'palette',
    group: 'general',
    keys: ['Ctrl+K'],
    when: 'always',
    enabled: always,
    run: () => openDialog('palette'),
  },
  { id: 'help', group: 'general', keys: ['?'], when: 'always', enabled: always, run: () => openDialog('help') },
  { id: 'settings', group: 'general', keys: [], when: 'always', enabled: always, run: () => openDialog('settings') },
  {
    id: 'openFolder',
    group: 'general',
    keys: ['Ctrl+O'],
    when: 'always',
    enabled: always,
    run: () => void askForFolder(),
  },
  {
    id: 'openSample',
    group: 'general',
    keys: [],
    when: 'always',
    enabled: always,
    run: () => void openSampleStudy(text().appBar.sample),
  },
  {
    id: 'showStudies',
    group: 'general',
    keys: [],
    when: 'always',
    enabled: () => useStudies.getState().folders.length > 0,
    run: () => showScreen('studies'),
  },
  { id: 'showReview', group: 'general', keys: [], when: 'always', enabled: hasVolume, run: () => showScreen('review') },
  {
    id: 'showCompare',
    group: 'general',
    keys: ['Alt+5'],
    when: 'always',
    enabled: hasVolume,
    run: () => showScreen('compare'),
  },
  {
    id: 'showMontage',
    group: 'general',
    keys: ['Alt+4'],
    when: 'always',
    enabled: hasVolume,
    run: () => showScreen('montage'),
  },
  { id: 'cancel', group: 'general', keys: ['Escape'], when: 'always', enabled: always, run: () => void cancelWork() },
  {
    id: 'nextRegion',
    group: 'general',
    keys: ['F6'],
    when: 'always',
    enabled: always,
    run: () => focusNextRegion(document),
  },
  {
    id: 'openSeries',
    group: 'studies',
    keys: ['Enter'],
    when: 'studies',
    enabled: () => useStudies.getState().seriesId !== null,
    run: openChosenSeries,
  },
  { id: 'importCsv', group: 'studies', keys: [], when: 'studies', enabled: hasReport, run: saveImportCsv },
]
