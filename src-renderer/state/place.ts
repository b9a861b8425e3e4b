import { readFailure } from '../host/client.ts'
import { digestOf, type Place, readPlace, writePlace } from '../host/session-memory.ts'
import { announceNow, showScreen, useApp } from './app-store.ts'
import { goToSlice } from './crosshair.ts'
import { engine } from './engine.ts'
import { failureText } from './finding-text.ts'
import { createGather } from './gather.ts'
import { methodIds } from './method.ts'
import { startWith } from './parameter-changes.ts'
import { useSegmentation } from './segmentation-store.ts'
import { findSeries, openFolder, openSampleStudy, selectSeries, useStudies } from './studies-store.ts'
import { text } from './use-text.ts'
import { useView } from './view-store.ts'
import { useVolume } from './volume-store.ts'
import { openSeries } from './workflow.ts'

const writeEveryMs = 300
/** The built-in study has no path. */
const samplePath = ''

/** Remembers from now on where the user is. */
export function rememberPlace(): () => void {
  const writes = createGather(writeEveryMs, () => void write())
  // A page with an address of its own must not go back to what this tab showed before.
  writes.put(null)
  const stops = [useApp, useVolume, useView, useSegmentation].map((store) => store.subscribe(() => writes.put(null)))
  return () => {
    writes.stop()
    for (const stop of stops) stop()
  }
}

async function write(): Promise<void> {
  const { series, info } = useVolume.getState()
  const { screen } = useApp.getState()
  const found = findSeries(useStudies.getState().folders, series?.seriesId ?? null)
  if (series === null || found === null || screen === 'start') {
    writePlace(null)
    return
  }
  const { method, history } = useSegmentation.getState()
  const slice = info === null ? null : useView.getState().slice
  const { path, result } = found.folder
  const folderDigest = await digestOf(result?.sample ? samplePath : (result?.folder ?? path))
  const before = readPlace()
  writePlace({
    folderDigest,
    seriesId: series.seriesId,
    screen: screen === 'montage' || screen === 'studies' ? screen : 'review',
    method,
    parameters: { ...history.present },
    // As long as the series is read anew, the slice before is the one to go back to.
    slice: slice ?? (before?.seriesId === series.seriesId ? before.slice : 0),
  })
}

/** Goes back to where the user was before the page was loaded again, as far as that is known and still there. */
export async function returnToPlace(): Promise<void> {
  const place = readPlace()
  if (place === null || !methodIds.includes(place.method)) return
  try {
    await openFolderOf(place)
  } catch (thrown) {
    announceNow(failureText(text(), readFailure(thrown)))
  }
  const found = findSeries(useStudies.getState().folders, place.seriesId)
  if (found === null || found.series.usable === 'no') return
  selectSeries(place.seriesId)
  startWith(place.seriesId, place.method, place.parameters)
  const stop = useVolume.subscribe(({ info, series }) => {
    if (series !== null && series.seriesId !== place.seriesId) stop()
    if (info === null) return
    stop()
    goToSlice(place.slice)
  })
  const opened = openSeries(found.study, found.series, found.series.usable === 'gaps')
  if (place.screen !== 'review') showScreen(place.screen)
  await opened
}

async function openFolderOf({ folderDigest }: Place): Promise<void> {
  if (folderDigest === (await digestOf(samplePath))) {
    await openSampleStudy(text().appBar.sample)
    return
  }
  for (const { path, available } of await engine().client.folders.recent()) {
    if (!available || folderDigest !== (await digestOf(path))) continue
    await openFolder(path)
    return
  }
}
