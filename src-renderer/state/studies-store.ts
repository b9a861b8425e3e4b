import { create } from 'zustand'
import type { Progress, ScanResult, SeriesInfo, StudyInfo } from '../../src-shared/contract.ts'
import type { Failure } from '../../src-shared/failure.ts'
import { readFailure } from '../host/client.ts'
import { announceNow, showScreen, useApp } from './app-store.ts'
import { engine } from './engine.ts'
import { failureText } from './finding-text.ts'
import { createJob, followEvents, type Job } from './job.ts'
import { forgetPreviews } from './preview-store.ts'
import { text } from './use-text.ts'

/** A folder in the tree: being read, read, or not to be used. */
export interface StudyFolder {
  readonly key: string
  readonly path: string
  readonly name: string
  readonly job: Job | null
  readonly progress: Progress | null
  readonly result: ScanResult | null
  readonly failure: Failure | null
}

interface StudiesState {
  readonly folders: readonly StudyFolder[]
  readonly folderKey: string | null
  readonly studyId: string | null
  readonly seriesId: string | null
  readonly filterText: string
  readonly ctOnly: boolean
  readonly minSlices: number
}

export const useStudies = create<StudiesState>(() => ({
  folders: [],
  folderKey: null,
  studyId: null,
  seriesId: null,
  filterText: '',
  ctOnly: true,
  minSlices: 1,
}))

const nameOf = (path: string): string => path.split(/[\\/]/).findLast((part) => part !== '') ?? path

const patchFolder = (key: string, patch: Partial<StudyFolder>): void =>
  useStudies.setState(({ folders }) => ({
    folders: folders.map((folder) => (folder.key === key ? { ...folder, ...patch } : folder)),
  }))

/** True where there is a CT series to show, if only to say why it can't be opened. */
export const hasCt = (result: ScanResult): boolean =>
  result.studies.some((study) => study.series.some((series) => series.modality === 'CT'))

/** The series to show first: the best one of the first study that has any, else the first. */
export function firstChoice(result: ScanResult): SeriesInfo | null {
  const all = result.studies.flatMap((study) => study.series)
  return all.find((series) => series.best !== null) ?? all.find((series) => series.usable !== 'no') ?? all[0] ?? null
}

async function scan(path: string, name: string, sample: boolean): Promise<void> {
  const job = createJob()
  const key = job.id
  const folder: StudyFolder = { key, path, name, job, progress: null, result: null, failure: null }
  useStudies.setState(({ folders }) => {
    for (const old of folders) if (old.path === path) old.job?.cancel()
    return {
      folders: [...folders.filter((old) => old.path !== path), folder],
      folderKey: key,
      studyId: null,
      seriesId: null,
    }
  })
  showScreen('studies')
  // What was said of the series before is not of this folder.
  useApp.setState({ polite: '', urgent: '' })
  try {
    const { studies } = engine().client
    await followEvents(
      job,
      () => (sample ? studies.openSample({ jobId: job.id }) : studies.scan({ jobId: job.id, path })),
      (event) => {
        if (event.type === 'progress') patchFolder(key, { progress: event })
        else finishScan(key, event.result)
      },
    )
  } catch (thrown) {
    const failure = readFailure(thrown)
    if (failure.code === 'E_CANCELLED') {
      closeFolder(key)
      return
    }
    announceNow(failureText(text(), failure))
    patchFolder(key, { failure, job: null })
  }
}

function finishScan(key: string, result: ScanResult): void {
  // The files may be others than at the last scan of the folder.
  forgetPreviews(result.studies.flatMap((study) => study.series.map(({ seriesId }) => seriesId)))
  patchFolder(key, { result, name: result.name, job: null })
  // The same folder by another name (a link, a trailing slash) is one folder.
  useStudies.setState(({ folders }) => ({
    folders: folders.filter((folder) => folder.key === key || folder.result?.folder !== result.folder),
  }))
  if (useStudies.getState().folderKey === key) {
    useStudies.setState({ seriesId: firstChoice(result)?.seriesId ?? null })
  }
}

/** Reads a folder and shows its studies. */
export const openFolder = (path: string): Promise<void> => scan(path, nameOf(path), false)

/** Opens the built-in study; `name` stands in the tree until it is read. */
export const openSampleStudy = (name: string): Promise<void> => scan('', name, true)

export function closeFolder(key: string): void {
  useStudies.setState(({ folders, folderKey }) => {
    const left = folders.filter((folder) => folder.key !== key)
    return { folders: left, folderKey: folderKey === key ? (left.at(-1)?.key ?? null) : folderKey }
  })
  if (useStudies.getState().folders.length === 0 && useApp.getState().screen === 'studies') showScreen('start')
}

export function selectFolder(key: string): void {
  const folder = useStudies.getState().folders.find((candidate) => candidate.key === key)
  const first = folder?.result ? firstChoice(folder.result) : null
  useStudies.setState({ folderKey: key, studyId: null, seriesId: first?.seriesId ?? null })
}

export function selectStudy(key: string, studyId: string): void {
  const folder = useStudies.getState().folders.find((candidate) => candidate.key === key)
  const study = folder?.result?.studies.find((candidate) => candidate.studyId === studyId)
  const series = study?.series.find((candidate) => candidate.best !== null) ?? study?.series[0]
  useStudies.setState({ folderKey: key, studyId, seriesId: series?.seriesId ?? null })
}

export const selectSeries = (seriesId: string): void => useStudies.setState({ seriesId })

export interface FoundSeries {
  readonly folder: StudyFolder
  readonly study: StudyInfo
  readonly series: SeriesInfo
}

/** Where a series lies, among all folders that are open. */
export function findSeries(folders: readonly StudyFolder[], seriesId: string | null): FoundSeries | null {
  for (const folder of folders) {
    for (const study of folder.result?.studies ?? []) {
      const series = study.series.find((candidate) => candidate.seriesId === seriesId)
      if (series !== undefined) return { folder, study, series }
    }
  }
  return null
}

/** The series of a study, the best one first, else as they came. */
export const orderedSeries = (study: StudyInfo): SeriesInfo[] =>
  [...study.series].sort((a, b) => Number(b.best !== null) - Number(a.best !== null))

/** The series of a study that pass the filters of the Studies screen. */
export function filterSeries(
  study: StudyInfo,
  filter: Pick<StudiesState, 'filterText' | 'ctOnly' | 'minSlices'>,
): SeriesInfo[] {
  const text = filter.filterText.trim().toLowerCase()
  return orderedSeries(study).filter((series) => {
    if (filter.ctOnly && series.modality !== 'CT') return false
    if (series.sliceCount < filter.minSlices) return false
    if (text === '') return true
    const words = [study.caseCode, study.description, study.scanner, series.description, series.kernel ?? '']
    return [...words, String(series.seriesNumber ?? '')].some((word) => word.toLowerCase().includes(text))
  })
}
