import { create } from 'zustand'
import type { SavedFile } from '../../src-shared/contract.ts'
import { defaultName } from '../../src-shared/default-formats.ts'
import type { Failure } from '../../src-shared/failure.ts'
import type { Finding } from '../../src-shared/finding.ts'
import { formats, withImages } from '../../src-shared/formats/registry.ts'
import { readFailure } from '../host/client.ts'
import { announce, announceNow } from './app-store.ts'
import { engine } from './engine.ts'
import type { FailureWords } from './finding-text.ts'
import { createJob, followToEnd, type Job } from './job.ts'
import { patchSettings, useSettings } from './settings-store.ts'
import { chooseTypedFolder } from './typed-folder.ts'

export interface PlannedFile {
  readonly format: string
  readonly name: string
  readonly bytes: number
  readonly exists: boolean
}

interface SaveState {
  readonly caseCode: string
  readonly folder: string
  /** Where each case was saved since the page was loaded, by case code: it is saved there again. */
  readonly caseFolders: ReadonlyMap<string, string>
  readonly formats: readonly string[]
  /** The CT goes beside the masks that have one of their format. */
  readonly withImage: boolean
  /** What the names of the files begin with, with parts such as {case}. */
  readonly name: string
  /** Whether DICOM files and the report keep the identity of the patient; chosen for one save and never remembered. */
  readonly identity: 'removed' | 'kept'
  readonly freeBytes: number | null
  readonly plan: readonly PlannedFile[]
  /** Why nothing can be written into this folder; null where it can. */
  readonly problem: FailureWords | null
  readonly job: Job | null
  /** Cancelled, but the engine has not said yet how it ended. */
  readonly cancelling: boolean
  /** The last save of all files was cancelled and left nothing: it can be made again. */
  readonly cancelled: boolean
  /** One row a file, of this save and of those tried again. */
  readonly files: readonly SavedFile[]
  /** Folder the files went to, as the engine named it. */
  readonly savedTo: string | null
  /** What of the saving did not go as it should, though the files are complete. */
  readonly findings: readonly Finding[]
  readonly failure: Failure | null
}

export const useSave = create<SaveState>(() => ({
  caseCode: '',
  folder: '',
  caseFolders: new Map(),
  formats: [],
  withImage: false,
  name: defaultName,
  identity: 'removed',
  freeBytes: null,
  plan: [],
  problem: null,
  job: null,
  cancelling: false,
  cancelled: false,
  files: [],
  savedTo: null,
  findings: [],
  failure: null,
}))

/**
 * Starts a dialog: the folder this case was saved to before, else one of its own beside those of the cases before (else below
 * `home`); last formats, nothing written yet.
 */
export function startSave(segmentationId: string, home: string, caseCode: string): void {
  const { settings } = useSettings.getState()
  const before = useSave.getState().caseFolders.get(caseCode)
  useSave.setState({
    caseCode,
    folder: before ?? caseFolder(settings.saveFolder === '' ? home : settings.saveFolder, caseCode),
    formats: settings.saveFormats.filter((id) => !isImage(id)),
    withImage: settings.saveFormats.some(isImage),
    name: settings.saveName,
    // asked for anew each time
    identity: 'removed',
    freeBytes: null,
    plan: [],
    problem: null,
    job: null,
    cancelling: false,
    cancelled: false,
    files: [],
    savedTo: null,
    findings: [],
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

const isImage = (id: string): boolean => formats.some((format) => format.id === id && format.beside !== undefined)

/** Whether a chosen mask has a CT of its format. */
export const canHaveImage = (chosen: readonly string[]): boolean =>
  formats.some(({ beside }) => beside !== undefined && chosen.includes(beside))

/** Ids of all that is saved: the chosen formats, and the CT beside them where it is wanted. */
export const savedFormats = ({ formats: chosen, withImage }: Pick<SaveState, 'formats' | 'withImage'>): string[] =>
  withImage && canHaveImage(chosen) ? withImages(chosen) : [...chosen]

/** Asks which files would be written, how large, and whether they are there already. */
export async function planSave(segmentationId: string): Promise<void> {
  const number = ++planNumber
  const state = useSave.getState()
  if (state.folder.trim() === '') {
    useSave.setState({ plan: [], problem: null, freeBytes: null })
    return
  }
  try {
    const call = { segmentationId, folder: state.folder, formats: savedFormats(state), name: state.name }
    const ask = () => engine().client.results.plan(call)
    let plan = await ask()
    if (plan.problem?.code === 'E_PATH_NOT_ALLOWED') {
      await chooseTypedFolder(state.folder)
      plan = await ask()
    }
    const { files, freeBytes, writable, problem } = plan
    if (number === planNumber) useSave.setState({ plan: files, freeBytes, problem: writable ? null : problem })
  } catch (thrown) {
    if (number === planNumber) useSave.setState({ plan: [], freeBytes: null, problem: readFailure(thrown).toJSON() })
  }
}

/** A path is looked at once typing rests. */
const typingMs = 400
const unsaved = { files: [], savedTo: null, findings: [], failure: null, cancelled: false }
const unplanned = { plan: [], freeBytes: null, problem: null, ...unsaved }
let typing: ReturnType<typeof setTimeout> | null = null

export function setSaveFolder(segmentationId: string, folder: string): void {
  useSave.setState({ folder, ...unplanned })
  planSoon(segmentationId)
}

export function setSaveName(segmentationId: string, name: string): void {
  useSave.setState({ name, ...unplanned })
  planSoon(segmentationId)
}

function planSoon(segmentationId: string): void {
  if (typing !== null) clearTimeout(typing)
  typing = setTimeout(() => void planSave(segmentationId), typingMs)
}

export function setSaveImage(segmentationId: string, withImage: boolean): void {
  useSave.setState({ withImage, ...unsaved })
  void planSave(segmentationId)
}

export const setSaveIdentity = (identity: SaveState['identity']): void => useSave.setState({ identity, ...unsaved })

export function setSaveFormat(segmentationId: string, format: string, chosen: boolean): void {
  useSave.setState(({ formats: before }) => ({
    formats: chosen ? [...before.filter((id) => id !== format), format] : before.filter((id) => id !== format),
    ...unsaved,
  }))
  void planSave(segmentationId)
}

export type Existing = 'refuse' | 'replace' | 'keep-both'

/**
 * Writes the chosen files, or only those named; texts say how it ended. After a cancel too the engine's word is waited for: it
 * tells whether nothing is left, or that the files had their names already.
 */
export async function save(
  segmentationId: string,
  existing: Existing,
  only: readonly string[] | null,
  texts: { readonly done: (count: number) => string; readonly notAll: string; readonly cancelled: string },
): Promise<void> {
  const { folder, name, identity, plan, ...chosen } = useSave.getState()
  const formats = savedFormats(chosen)
  const job = createJob()
  // the plan may still be that of an earlier choice
  const planned = plan.filter(({ format }) => format === 'record' || formats.includes(format))
  const all = only === null ? { files: planned.map(waitingRow), savedTo: null } : {}
  useSave.setState({ job, cancelling: false, cancelled: false, findings: [], failure: null, ...all })
  useSave.setState(({ caseFolders, caseCode }) => ({ caseFolders: new Map(caseFolders).set(caseCode, folder) }))
  patchSettings({ saveFolder: folder, saveFormats: formats, saveName: name })
  // the dialog may be on another save by then
  const change = (next: (state: SaveState) => Partial<SaveState>): void =>
    useSave.setState((state) => (state.job === job ? next(state) : state))
  try {
    await followToEnd(
      () =>
        engine().client.results.save({
          jobId: job.id,
          segmentationId,
          folder,
          formats,
          name,
          identity,
          existing,
          ...(only === null ? {} : { only: [...only] }),
        }),
      (event) =>
        change(({ files }) =>
          event.type === 'file'
            ? { files: mergeFile(files, event.file) }
            : { files: event.files.reduce(mergeFile, files), savedTo: event.folder, findings: event.findings },
        ),
    )
    const { files } = useSave.getState()
    const verified = files.filter((file) => file.status === 'verified').length
    if (verified === files.length) announce(texts.done(verified))
    else announceNow(texts.notAll)
  } catch (thrown) {
    const failure = readFailure(thrown)
    const cancelled = failure.code === 'E_CANCELLED'
    change(({ files }) => ({
      failure: cancelled ? null : failure,
      cancelled: cancelled && only === null,
      files: cancelled || only !== null ? files.map((file) => (isOpen(file) ? asCancelled(file) : file)) : [],
    }))
    announceNow(cancelled ? texts.cancelled : texts.notAll)
    // what ended in between may have left files
    if (!cancelled && only === null) void planSave(segmentationId)
  } finally {
    change(() => ({ job: null, cancelling: false }))
  }
}

const waitingRow = ({ format, name, bytes }: PlannedFile): SavedFile => ({
  format,
  name,
  bytes,
  status: 'waiting',
  fraction: 0,
  message: '',
  code: null,
  sha256: null,
})

const asCancelled = (file: SavedFile): SavedFile => ({ ...file, status: 'cancelled', fraction: 0 })

const isOpen = (file: SavedFile): boolean =>
  file.status === 'waiting' || file.status === 'writing' || file.status === 'reading-back'

/** Puts a file's new state into its row: by name, or by format where a file kept beside another got a name of its own. */
export function mergeFile(files: readonly SavedFile[], file: SavedFile): SavedFile[] {
  const at = files.findIndex((row) => row.name === file.name || row.format === file.format)
  return at < 0 ? [...files, file] : files.map((row, index) => (index === at ? file : row))
}

export function cancelSave(): void {
  const { job } = useSave.getState()
  if (job === null) return
  useSave.setState({ cancelling: true })
  job.cancel()
}
