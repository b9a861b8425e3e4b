import { create } from 'zustand'
import type { Progress, SavedComparison, SavedPicture } from '../../src-shared/contract.ts'
import type { Failure } from '../../src-shared/failure.ts'
import { planeView } from '../../src-shared/plane-view.ts'
import { readFailure } from '../host/client.ts'
import { sendPicture } from '../host/send-picture.ts'
import { announce, announceNow, openDialog, useApp } from './app-store.ts'
import { useCompare } from './compare-store.ts'
import { engine } from './engine.ts'
import { createJob, type Job } from './job.ts'
import { comparisonName, type PictureKind, pictureName } from './picture-name.ts'
import { saveComparison } from './save-comparison.ts'
import { caseFolder, type Existing } from './save-store.ts'
import { patchSettings, useSettings } from './settings-store.ts'
import { chooseTypedFolder } from './typed-folder.ts'
import { text } from './use-text.ts'
import { useView, voxelOf } from './view-store.ts'
import { useVolume } from './volume-store.ts'

/** Draws what is on screen at so many pixels for each of the screen's, with lines of text below. */
export type RenderPicture = (pixelRatio: number, lines: readonly string[]) => Promise<Blob>

interface PictureState {
  /** What can be drawn now. */
  readonly offered: readonly PictureKind[]
  readonly kind: PictureKind
  /** True where the figures of the comparison are saved with its picture. */
  readonly withFigures: boolean
  /** Pixels for each CSS pixel of the viewport. */
  readonly scale: 1 | 2
  /** Whether the picture says who was scanned; chosen for one picture and never remembered. */
  readonly identity: 'removed' | 'kept'
  /** Null while it is drawn. */
  readonly picture: Blob | null
  /** Of the picture; of a comparison what all its files begin with. */
  readonly name: string
  readonly folder: string
  readonly saving: boolean
  /** Of a comparison that is saved: it takes a while and can be cancelled. */
  readonly job: Job | null
  readonly progress: Progress | null
  /** Cancelled, but the engine has not said yet how it ended. */
  readonly cancelling: boolean
  /** The last save was cancelled and left nothing: it can be made again. */
  readonly cancelled: boolean
  readonly saved: SavedComparison | null
  readonly failure: Failure | null
}

/** How the last save ended, before there was one. */
const untold = { cancelled: false, saved: null, failure: null } as const
const noSave = {
  ...untold,
  job: null,
  progress: null,
  cancelling: false,
} as const satisfies Partial<PictureState>

export const usePicture = create<PictureState>(() => ({
  offered: [],
  kind: 'axial',
  withFigures: false,
  scale: 1,
  identity: 'removed',
  picture: null,
  name: '',
  folder: '',
  saving: false,
  ...noSave,
}))

const renderers = new Map<PictureKind, RenderPicture>()
const order: readonly PictureKind[] = ['axial', 'coronal', 'sagittal', 'scene', 'montage', 'compare']

/** A viewport on screen says how it is drawn; returns how it leaves. */
export function offerPicture(kind: PictureKind, render: RenderPicture): () => void {
  renderers.set(kind, render)
  return () => {
    if (renderers.get(kind) === render) renderers.delete(kind)
  }
}

/** The picture meant by the screen: the viewport used last, the one shown alone, or all of the screen. */
function meantKind(): PictureKind {
  const { screen } = useApp.getState()
  if (screen === 'montage' || screen === 'compare') return screen
  const { layout, mainPane, activePane } = useView.getState()
  return layout === 'single' ? mainPane : activePane
}

/** Opens the dialog with a picture of the focused viewport, to be saved beside the case's other files. */
export const startPicture = (): void => start(meantKind(), false)

/** Opens the dialog with the comparison on screen: its picture and its figures. */
export const startComparison = (): void => start('compare', true)

/** The names of the files that a comparison is saved as. */
export const comparisonFiles = (name: string): string[] => ['csv', 'json', 'png'].map((ending) => `${name}.${ending}`)

function start(kind: PictureKind, withFigures: boolean): void {
  const { study } = useVolume.getState()
  if (study === null) return
  const { settings } = useSettings.getState()
  const home = useApp.getState().info?.homeFolder ?? ''
  usePicture.setState({
    offered: order.filter((kind) => renderers.has(kind)),
    folder: caseFolder(settings.saveFolder === '' ? home : settings.saveFolder, study.caseCode),
    saving: false,
    ...noSave,
    withFigures,
    // asked for anew each time
    identity: 'removed',
  })
  openDialog('picture')
  void draw(kind)
}

export const choosePicture = (kind: PictureKind): void => void draw(kind)
export function choosePictureScale(scale: 1 | 2): void {
  usePicture.setState({ scale })
  void draw(usePicture.getState().kind)
}
export function choosePictureIdentity(identity: PictureState['identity']): void {
  usePicture.setState({ identity })
  void draw(usePicture.getState().kind)
}
export const setPictureFolder = (folder: string): void => usePicture.setState({ folder, ...untold })

let drawing = 0

async function draw(kind: PictureKind): Promise<void> {
  const number = ++drawing
  const { scale, identity, withFigures } = usePicture.getState()
  const { study, info } = useVolume.getState()
  const render = renderers.get(kind)
  if (study === null || info === null) return
  const plane = kind === 'compare' ? useView.getState().activePlane : kind
  const slice =
    plane === 'scene' || plane === 'montage'
      ? null
      : (voxelOf(useView.getState())[planeView(info.grid, plane).axes[2]] as number)
  const name = withFigures ? comparisonName(study.caseCode) : pictureName(study.caseCode, kind, slice)
  usePicture.setState({ kind, name, picture: null, ...untold })
  if (render === undefined) return
  try {
    const words = text().picture
    const line = words.line(study.caseCode, useApp.getState().info?.version ?? '')
    const patient = identity === 'kept' ? await engine().client.series.patient({ volumeId: info.volumeId }) : null
    const who = patient === null ? [] : [words.patient(patient.name, patient.id, patient.studyDate)]
    const picture = await render(scale * globalThis.devicePixelRatio, [...who, line])
    if (number === drawing) usePicture.setState({ picture })
  } catch (thrown) {
    if (number === drawing) usePicture.setState({ failure: readFailure(thrown) })
  }
}

/** Writes the picture, with the figures of a comparison where they go with it; refused where a name is taken, unless `existing` says what to do then. */
export async function savePicture(existing: Existing): Promise<void> {
  const { picture, folder, name, identity, withFigures } = usePicture.getState()
  const { info } = useVolume.getState()
  const { sides } = useCompare.getState()
  if (picture === null || info === null || (withFigures && sides === null)) return
  const job = withFigures ? createJob() : null
  usePicture.setState({ saving: true, ...noSave, job })
  // the dialog may be on another save by then
  const change = (next: Partial<PictureState>): void =>
    usePicture.setState((state) => (state.job === job ? next : state))
  patchSettings({ saveFolder: folder })
  try {
    const pictureId = await sendPicture(picture)
    const call = { pictureId, folder: folder.trim(), name, existing, identity }
    await chooseTypedFolder(folder)
    const saved =
      job !== null && sides !== null
        ? await saveComparison(job, { ...call, a: sides[0].id, b: sides[1].id }, (progress) => change({ progress }))
        : asSet(await engine().client.results.savePicture({ ...call, volumeId: info.volumeId }))
    change({ saved })
    announce(text().picture.savedSpoken(saved.files.map((file) => file.name).join(', ')))
  } catch (thrown) {
    const failure = readFailure(thrown)
    const cancelled = failure.code === 'E_CANCELLED'
    change(cancelled ? { cancelled } : { failure })
    const { compare, picture: words, save } = text()
    announceNow(cancelled ? save.cancelled : withFigures ? compare.notSavedSpoken : words.notSavedSpoken)
  } finally {
    change({ saving: false, job: null, cancelling: false })
  }
}

/** Stops the saving of a comparison; false where none is going on. */
export function cancelPicture(): boolean {
  const { job, cancelling } = usePicture.getState()
  if (job === null || cancelling) return false
  usePicture.setState({ cancelling: true })
  job.cancel()
  return true
}

const asSet = ({ folder, findings, ...file }: SavedPicture): SavedComparison => ({ folder, findings, files: [file] })
