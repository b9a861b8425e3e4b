import { downloadFile } from '../host/download.ts'
import { focusNextRegion } from '../host/regions.ts'
import { openDialog, showScreen, useApp } from './app-store.ts'
import { importCsv } from './import-csv.ts'
import { stepV } from './log-scale.ts'
import { defaultValues, stagesOf, vName } from './method.ts'
import { montagePicture } from './montage-picture.ts'
import {
  redoParameters,
  requestSegmentation,
  setParameter,
  showStage,
  undoParameters,
  useSegmentation,
} from './segmentation-store.ts'
import { patchSettings, useSettings } from './settings-store.ts'
import { openSampleStudy, useStudies } from './studies-store.ts'
import type { Messages } from './text/en.ts'
import { text } from './use-text.ts'
import { type Preset, setPreset, setTool, toggleBig, toggleLayer, useView } from './view-store.ts'
import type { SliceTool } from './view-types.ts'
import { useVolume } from './volume-store.ts'
import {
  askForFolder,
  cancelWork,
  goToSlice,
  moveSlice,
  openChosenSeries,
  openSave,
  sliceCount,
  walkFindings,
} from './workflow.ts'

export type ActionId = keyof Messages['actions']

/** Where an action's keys act: everywhere, or on these screens only. */
export type Context = 'always' | 'studies' | 'review' | 'montage' | 'series'

export interface Action {
  readonly id: ActionId
  readonly group: keyof Messages['help']['groups']
  /** As `keysOf` writes them; the first is shown. */
  readonly keys: readonly string[]
  readonly when: Context
  /** False where it would do nothing now. */
  readonly enabled: () => boolean
  readonly run: () => void
  /** Called when the key is let go. */
  readonly release?: () => void
}

const always = (): boolean => true
const hasVolume = (): boolean => useVolume.getState().info !== null
const hasResult = (): boolean => useSegmentation.getState().info !== null

function preset(id: ActionId, key: string, name: Preset): Action {
  const run = (): void => setPreset(name, useVolume.getState().view?.range ?? null)
  return { id, group: 'view', keys: [key], when: 'series', enabled: hasVolume, run }
}

function tool(id: ActionId, key: string, name: SliceTool): Action {
  return { id, group: 'view', keys: [key], when: 'review', enabled: hasVolume, run: () => setTool(name) }
}

function slice(id: ActionId, key: string, run: () => void): Action {
  return { id, group: 'slices', keys: [key], when: 'review', enabled: hasVolume, run }
}

function stepFill(by: number): void {
  const { fillOpacity } = useSettings.getState().settings
  patchSettings({ fillOpacity: Math.round(Math.min(1, Math.max(0, fillOpacity + by)) * 100) / 100 })
}

function changeV(direction: 1 | -1): void {
  const value = useSegmentation.getState().history.present[vName]
  if (typeof value === 'number') setParameter(vName, stepV(value, direction), true)
}

function resetV(): void {
  const value = defaultValues(useSegmentation.getState().method)[vName]
  if (value !== undefined) setParameter(vName, value, true)
}

function walkStages(direction: 1 | -1): void {
  const { method, shownStage } = useSegmentation.getState()
  const ids = stagesOf(method).map((stage) => stage.id)
  const at = shownStage === null ? (direction === 1 ? -1 : ids.length) : ids.indexOf(shownStage)
  void showStage(ids[at + direction] ?? null)
}

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

/** Every action of the page: menu, palette, help, buttons and keys read this table. */
export const actions: readonly Action[] = [
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
    id: 'panels',
    group: 'view',
    keys: ['F8'],
    when: 'series',
    enabled: hasVolume,
    run: () => useApp.setState(({ panelsHidden }) => ({ panelsHidden: !panelsHidden })),
  },
  {
    id: 'openSeries',
    group: 'studies',
    keys: [],
    when: 'studies',
    enabled: () => useStudies.getState().seriesId !== null,
    run: openChosenSeries,
  },
  { id: 'importCsv', group: 'studies', keys: [], when: 'studies', enabled: hasReport, run: saveImportCsv },

  slice('sliceUp', 'ArrowUp', () => moveSlice(1)),
  slice('sliceDown', 'ArrowDown', () => moveSlice(-1)),
  slice('sliceUp5', 'PageUp', () => moveSlice(5)),
  slice('sliceDown5', 'PageDown', () => moveSlice(-5)),
  slice('sliceFirst', 'Home', () => goToSlice(0)),
  slice('sliceLast', 'End', () => goToSlice(sliceCount() - 1)),

  preset('presetLung', '1', 'lung'),
  preset('presetMediastinum', '2', 'mediastinum'),
  preset('presetBone', '3', 'bone'),
  preset('presetFull', '4', 'full'),
  tool('toolWindow', 'W', 'window'),
  tool('toolPan', 'P', 'pan'),
  tool('toolZoom', 'Z', 'zoom'),
  {
    id: 'invert',
    group: 'view',
    keys: ['I'],
    when: 'series',
    enabled: hasVolume,
    run: () => useView.setState(({ invert }) => ({ invert: !invert })),
  },
  {
    id: 'fit',
    group: 'view',
    keys: ['F'],
    when: 'review',
    enabled: hasVolume,
    run: () =>
      useView.setState(({ fitRequest, sceneFitRequest }) => ({
        fitRequest: fitRequest + 1,
        sceneFitRequest: sceneFitRequest + 1,
      })),
  },
  {
    id: 'interpolate',
    group: 'view',
    keys: ['V'],
    when: 'series',
    enabled: hasVolume,
    run: () => patchSettings({ interpolate: !useSettings.getState().settings.interpolate }),
  },
  {
    id: 'hideLayers',
    group: 'view',
    keys: ['Space'],
    when: 'series',
    enabled: hasResult,
    run: () => useView.setState({ hideLayers: true }),
    release: () => useView.setState({ hideLayers: false }),
  },
  {
    id: 'toggleLungs',
    group: 'view',
    keys: ['Shift+1'],
    when: 'series',
    enabled: hasResult,
    run: () => toggleLayer('lungs'),
  },
  {
    id: 'toggleRemoved',
    group: 'view',
    keys: ['Shift+4'],
    when: 'series',
    enabled: hasResult,
    run: () => toggleLayer('removed'),
  },
  { id: 'fillMore', group: 'view', keys: ['O'], when: 'series', enabled: hasResult, run: () => stepFill(0.1) },
  { id: 'fillLess', group: 'view', keys: ['Shift+O'], when: 'series', enabled: hasResult, run: () => stepFill(-0.1) },
  {
    id: 'layoutBoth',
    group: 'view',
    keys: ['Alt+1'],
    when: 'review',
    enabled: hasVolume,
    run: () => useView.setState({ bigView: null }),
  },
  {
    id: 'layoutSlice',
    group: 'view',
    keys: ['Alt+2'],
    when: 'review',
    enabled: hasVolume,
    run: () => toggleBig('axial'),
  },
  {
    id: 'layoutScene',
    group: 'view',
    keys: ['Alt+3'],
    when: 'review',
    enabled: hasVolume,
    run: () => toggleBig('scene'),
  },
  {
    id: 'montagePicture',
    group: 'view',
    keys: [],
    when: 'montage',
    enabled: hasVolume,
    run: () => void montagePicture(),
  },

  {
    id: 'save',
    group: 'method',
    keys: ['Ctrl+S'],
    when: 'series',
    enabled: () => useSegmentation.getState().info?.empty === false,
    run: openSave,
  },
  {
    id: 'run',
    group: 'method',
    keys: ['Ctrl+Enter'],
    when: 'review',
    enabled: () => useVolume.getState().loaded,
    run: requestSegmentation,
  },
  {
    id: 'undo',
    group: 'method',
    keys: ['Ctrl+Z'],
    when: 'review',
    enabled: () => useSegmentation.getState().history.past.length > 0,
    run: undoParameters,
  },
  {
    id: 'redo',
    group: 'method',
    keys: ['Ctrl+Shift+Z'],
    when: 'review',
    enabled: () => useSegmentation.getState().history.future.length > 0,
    run: redoParameters,
  },
  { id: 'vUp', group: 'method', keys: [']'], when: 'review', enabled: hasVolume, run: () => changeV(1) },
  { id: 'vDown', group: 'method', keys: ['['], when: 'review', enabled: hasVolume, run: () => changeV(-1) },
  { id: 'vReset', group: 'method', keys: [], when: 'review', enabled: hasVolume, run: resetV },
  { id: 'nextStage', group: 'method', keys: ['.'], when: 'review', enabled: hasResult, run: () => walkStages(1) },
  { id: 'previousStage', group: 'method', keys: [','], when: 'review', enabled: hasResult, run: () => walkStages(-1) },
  { id: 'nextFinding', group: 'method', keys: ['N'], when: 'review', enabled: hasVolume, run: () => walkFindings(1) },
  {
    id: 'previousFinding',
    group: 'method',
    keys: ['Shift+N'],
    when: 'review',
    enabled: hasVolume,
    run: () => walkFindings(-1),
  },
]

const byId = new Map(actions.map((action) => [action.id, action]))

/** The action of an id; every id of the type is in the table (a test holds it). */
export function findAction(id: ActionId): Action {
  const action = byId.get(id)
  if (action === undefined) throw new Error(`No action ${id}`)
  return action
}

/** True where the action's keys act on this screen. */
export function actsOn(when: Context, screen: 'start' | 'studies' | 'review' | 'montage'): boolean {
  if (when === 'always') return true
  return when === 'series' ? screen === 'review' || screen === 'montage' : when === screen
}
