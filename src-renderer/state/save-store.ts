import { create } from 'zustand'
import type { SavedFile } from '../../src-shared/contract.ts'
import type { Failure } from '../../src-shared/failure.ts'
import { readFailure } from '../host/client.ts'
import { announce, announceNow } from './app-store.ts'
import { engine } from './engine.ts'
import type { FailureWords } from './finding-text.ts'
import { createJob, followEvents, type Job } from './job.ts'
import { patchSettings, useSettings } from './settings-store.ts'
import { inTypedFolder } from './typed-folder.ts'

export interface PlannedFile {
  readonly format: string
  readonly name: string
  readonly bytes: number
  readonly exists: boolean
}

interface SaveState {
  readonly folder: string
  readonly formats: readonly string[]
  readonly plan: readonly PlannedFile[]
  /** Why nothing can be written into this folder; null where it can. */
  readonly problem: FailureWords | null
  readonly job: Job | null
  /** One row a file, of this save and of those tried again. */
  readonly files: readonly SavedFile[]
  /** Folder the files went to, as the engine named it. */
  readonly savedTo: string | null
  readonly failure: Failure | null
}

export const useSave = create<SaveState>(() => ({
  folder: '',
  formats: [],
  plan: [],
  problem: null,
  job: null,
  files: [],
  savedTo: null,
  failure: null,
}))

/**
 * Starts a dialog: a folder for this case beside those of the cases before (else below `home`), last formats, nothing written
 * yet.
 */
export function startSave(segmentationId: string, home: string, caseCode: string): void {
  const { settings } = useSettings.getState()
  const folder = caseFolder(settings.saveFolder === '' ? home : settings.saveFolder, caseCode)
  useSave.setState({
    folder,
    formats: settings.saveFormats,
    plan: [],
    problem: null,
    job: null,
    files: [],
    savedTo: null,
    failure: null,
  })
  void planSave(segmentationId)
}

const caseCodeName = /^[0-9A-F]{4}-[0-9A-F]{2}$/

/** The folder of a case: in `folder`, or beside it where that is the folder of a case already; empty where `folder` is. */
export function caseFolder(folder: string, caseCode: string): string {
  const whole = folder.trim().replace(/(?<=[^\\/:])[\\/]+$/, '')
  if (whole === '') return ''
  const at = Math.max(whole.lastIndexOf('/'), whole.lastIndexOf('\\'))
  const base = caseCodeName.test(whole.slice(at + 1)) ? whole.slice(0, Math.max(0, at)) : whole
  const slash = whole.includes('\\') ? '\\' : '/'
  return /[\\/]$/.test(base) ? base + caseCode : base + slash + caseCode
}

let planNumber = 0

/** Asks which files would be written, how large, and whether they are there already. */
export async function planSave(segmentationId: string): Promise<void> {
  const number = ++planNumber
  const { folder, formats } = useSave.getState()
  if (folder.trim() === '') {
    useSave.setState({ plan: [], problem: null })
    return
  }
  try {
    const call = { segmentationId, folder, formats: [...formats] }
    const plan = await inTypedFolder(folder, () => engine().client.results.plan(call))
    if (number === planNumber) useSave.setState({ plan: plan.files, problem: plan.writable ? null : plan.problem })
  } catch (thrown) {
    if (number === planNumber) useSave.setState({ plan: [], problem: readFailure(thrown).toJSON() })
  }
}

/** A path is looked at once typing rests. */
const typingMs = 400
let typing: ReturnType<typeof setTimeout> | null = null

export function setSaveFolder(segmentationId: string, folder: string): void {
  useSave.setState({ folder, plan: [], problem: null, files: [], savedTo: null, failure: null })
  if (typing !== null) clearTimeout(typing)
  typing = setTimeout(() => void planSave(segmentationId), typingMs)
}

export function setSaveFormat(segmentationId: string, format: string, chosen: boolean): void {
  useSave.setState(({ formats }) => ({
    formats: chosen ? [...formats.filter((id) => id !== format), format] : formats.filter((id) => id !== format),
    files: [],
    savedTo: null,
    failure: null,
  }))
  void planSave(segmentationId)
}

export type Existing = 'refuse' | 'replace' | 'keep-both'

/** Writes the chosen files, or only those named; texts say how it ended. */
export async function save(
  segmentationId: string,
  existing: Existing,
  only: readonly string[] | null,
  texts: { readonly done: (count: number) => string; readonly notAll: string },
): Promise<void> {
  const { folder, formats } = useSave.getState()
  const job = createJob()
  useSave.setState({ job, failure: null, ...(only === null ? { files: [] } : {}) })
  patchSettings({ saveFolder: folder, saveFormats: [...formats] })
  try {
    await followEvents(
      job,
      () =>
        engine().client.results.save({
          jobId: job.id,
          segmentationId,
          folder,
          formats: [...formats],
          existing,
          ...(only === null ? {} : { only: [...only] }),
        }),
      (event) => {
        if (event.type === 'file') useSave.setState(({ files }) => ({ files: mergeFile(files, event.file) }))
        else useSave.setState(({ files }) => ({ files: event.files.reduce(mergeFile, files), savedTo: event.folder }))
      },
    )
    const { files } = useSave.getState()
    const verified = files.filter((file) => file.status === 'verified').length
    if (verified === files.length) announce(texts.done(verified))
    else announceNow(texts.notAll)
  } catch (thrown) {
    const failure = readFailure(thrown)
    useSave.setState(({ files }) => ({
      failure: failure.code === 'E_CANCELLED' ? null : failure,
      files: files.map((file) => (isOpen(file) ? { ...file, status: 'cancelled' as const } : file)),
    }))
  } finally {
    useSave.setState({ job: null })
  }
}

const isOpen = (file: SavedFile): boolean =>
  file.status === 'waiting' || file.status === 'writing' || file.status === 'reading-back'

/** Puts a file's new state into its row: by name, or by format where a file kept beside another got a name of its own. */
export function mergeFile(files: readonly SavedFile[], file: SavedFile): SavedFile[] {
  const at = files.findIndex((row) => row.name === file.name || row.format === file.format)
  return at < 0 ? [...files, file] : files.map((row, index) => (index === at ? file : row))
}

export const cancelSave = (): void => useSave.getState().job?.cancel()
