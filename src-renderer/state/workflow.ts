import type { SeriesInfo, StudyInfo } from '../../src-shared/contract.ts'
import { isUnevenStack } from '../../src-shared/uneven-stack.ts'
import { hostBridge } from '../host/host-bridge.ts'
import { announce, openDialog, showScreen, useApp } from './app-store.ts'
import { cancelComparison, useCompare } from './compare-store.ts'
import { goToPlace } from './crosshair.ts'
import { engine } from './engine.ts'
import { findingText } from './finding-text.ts'
import { jumpTargets } from './jump-targets.ts'
import { resetSegmentation } from './parameter-changes.ts'
import { startSave, useSave } from './save-store.ts'
import { cancelSegmentation, requestSegmentation } from './segmentation-run.ts'
import { useSegmentation } from './segmentation-store.ts'
import { findSeries, openFolder, selectSeries, useStudies } from './studies-store.ts'
import { resetSurface } from './surface-store.ts'
import { text } from './use-text.ts'
import { useView } from './view-store.ts'
import { loadVolume, useVolume } from './volume-store.ts'

/** Opens a series for review, and finds its lungs where that can be done. */
export async function openSeries(study: StudyInfo, series: SeriesInfo, allowGaps: boolean): Promise<void> {
  selectSeries(series.seriesId)
  resetSegmentation(series.seriesId)
  resetSurface()
  showScreen('review')
  useApp.setState({ polite: text().review.opening(study.caseCode, series.seriesNumber), urgent: '' })
  const loaded = await loadVolume(study, series, allowGaps)
  if (loaded && canSegment(series, allowGaps)) requestSegmentation()
}

/** True where lungs can be searched in the series as it was opened; with uneven gaps only to say that there are none. */
export const canSegment = (series: SeriesInfo, allowGaps: boolean): boolean =>
  series.usable === 'yes' || (series.usable === 'gaps' && allowGaps) || isUnevenStack(series.findings)

/** Opens the series chosen on the Studies screen. */
export function openChosenSeries(): void {
  const { folders, seriesId } = useStudies.getState()
  const found = findSeries(folders, seriesId)
  if (found === null || found.series.usable === 'no') return
  void openSeries(found.study, found.series, found.series.usable === 'gaps')
}

/** True where there is something to run: the method on a series that can be searched, or a reading that was cancelled. */
export function canRun(): boolean {
  const { series, loaded, failure } = useVolume.getState()
  if (series === null) return false
  return loaded ? canSegment(series, true) : failure?.code === 'E_CANCELLED'
}

/** Runs the method; reads the series again where reading it was cancelled. */
export function runAgain(): void {
  const { study, series, failure } = useVolume.getState()
  if (failure === null) requestSegmentation()
  else if (study !== null && series !== null) void openSeries(study, series, series.usable === 'gaps')
}

/** Stops the newest work that is going on: saving, segmenting, loading, scanning. False where there was none. */
export function cancelWork(): boolean {
  const save = useSave.getState().job
  const scanning = useStudies.getState().folders.find((folder) => folder.job !== null)
  const volume = useVolume.getState()
  if (save !== null) save.cancel()
  else if (useCompare.getState().opening !== null) useCompare.getState().opening?.cancel()
  else if (useCompare.getState().work !== null) cancelComparison()
  else if (useSegmentation.getState().run !== null) cancelSegmentation()
  else if (volume.job !== null && !volume.loaded && volume.failure === null) volume.job.cancel()
  else if (scanning?.job) scanning.job.cancel()
  else return false
  announce(text().progress.cancelled)
  return true
}

/** Goes to the next or previous finding that names a slice. */
export function walkFindings(direction: 1 | -1): void {
  const targets = jumpTargets([...useVolume.getState().findings, ...(useSegmentation.getState().info?.findings ?? [])])
  if (targets.length === 0) return
  const { finding } = useView.getState()
  const next =
    finding < 0 && direction < 0 ? targets.length - 1 : (finding + direction + targets.length) % targets.length
  const target = targets[next]
  if (target === undefined) return
  useView.setState({ finding: next })
  goToPlace(target)
  announce(findingText(text(), target.finding))
}

/** Opens the save dialog for the newest result. */
export function openSave(): void {
  const { info } = useSegmentation.getState()
  const { study } = useVolume.getState()
  const home = useApp.getState().info?.homeFolder ?? ''
  if (info === null || info.empty || study === null) return
  const slash = home.includes('\\') ? '\\' : '/'
  startSave(info.segmentationId, home === '' ? '' : [home, 'hilum-results'].join(slash), study.caseCode)
  openDialog('save')
}

/** Asks for a folder and opens it: the shell's dialog where there is one, else Hilum's own. */
export async function askForFolder(): Promise<void> {
  const bridge = hostBridge()
  if (bridge === null) {
    openDialog('folder')
    return
  }
  const path = await bridge.pickFolder()
  if (path !== null) await openFolder(path)
}

export async function loadHostInfo(): Promise<void> {
  useApp.setState({ info: await engine().client.app.info() })
}
