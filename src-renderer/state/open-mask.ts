import type { OpenLabelmapEvent } from '../../src-shared/contract.ts'
import { Failure } from '../../src-shared/failure.ts'
import { readFailure } from '../host/client.ts'
import { hostBridge } from '../host/host-bridge.ts'
import { announce, announceNow, openDialog, showScreen } from './app-store.ts'
import { chooseSide, noFiles, type OpenedMask, useCompare } from './compare-store.ts'
import { engine } from './engine.ts'
import { failureText } from './finding-text.ts'
import { inBackground } from './in-background.ts'
import { createJob, followEvents, type Job } from './job.ts'
import { parentOf } from './parent-folder.ts'
import { useSegmentation } from './segmentation-store.ts'
import { chooseTypedFolder } from './typed-folder.ts'
import { text } from './use-text.ts'
import { useVolume } from './volume-store.ts'

/** True where there is a volume that a mask can lie on. */
export const canOpenMask = (): boolean => useVolume.getState().loaded

/** Asks for a mask file and opens it: the shell's dialog where there is one, else Hilum's own. */
export async function askForMask(): Promise<void> {
  const bridge = hostBridge()
  if (bridge === null) {
    openDialog('mask')
    return
  }
  const path = await bridge.pickMask()
  if (path !== null) await openMask(path)
}

/** Opens a mask file on the series and puts it on side B, beside the method on Review. */
export async function openMask(path: string): Promise<void> {
  const volumeId = useVolume.getState().info?.volumeId
  if (volumeId === undefined) return
  useCompare.getState().opening?.cancel()
  const job = createJob()
  const name = path.split(/[\\/]/).at(-1) ?? path
  const cancel = () => job.cancel()
  useCompare.setState({ opening: { name, progress: null, cancel }, notOpened: null })
  showScreen('compare')
  try {
    const info = await readMask(job, volumeId, path, (progress) =>
      useCompare.setState({ opening: { name, progress, cancel } }),
    )
    if (useVolume.getState().info?.volumeId !== volumeId) return
    addMask(info)
    announce(text().compare.opened(name))
  } catch (thrown) {
    const failure = readFailure(thrown)
    if (failure.code === 'E_CANCELLED') return
    announceNow(failureText(text(), failure))
    useCompare.setState({ notOpened: { name, failure } })
  } finally {
    if (useCompare.getState().opening?.cancel === cancel) useCompare.setState({ opening: null })
  }
}

type Done = Extract<OpenLabelmapEvent, { type: 'done' }>
type Progress = Extract<OpenLabelmapEvent, { type: 'progress' }>

async function readMask(
  job: Job,
  volumeId: string,
  path: string,
  say: (progress: Progress) => void,
): Promise<Done['labelmap']> {
  const { client } = engine()
  let done: Done | null = null
  const open = () => client.labelmaps.open({ jobId: job.id, volumeId, path })
  const openChosen = async () => {
    // a file that was typed or dropped is chosen by its folder
    const parent = parentOf(path)
    if (parent !== null) await chooseTypedFolder(parent)
    return open()
  }
  await followEvents(job, openChosen, (event) => {
    if (event.type === 'done') done = event
    else say(event)
  })
  if (done === null) throw new Failure('E_INTERNAL', 'The mask was read without a result. Load it again.')
  return (done as Done).labelmap
}

function addMask(info: Done['labelmap']): void {
  const { opened, chosen } = useCompare.getState()
  const taken = new Set(opened.map(({ title }) => title))
  let title = info.name
  for (let n = 2; taken.has(title); n++) title = `${info.name} (${n})`
  useCompare.setState({ opened: [...opened, { ...info, title }] })
  if (!opened.some(({ labelmapId }) => chosen.includes(labelmapId))) chooseSide(0, useSegmentation.getState().method)
  chooseSide(1, info.labelmapId)
}

/** Lets go of a mask file; a method takes its place where it is shown. */
export function closeMask({ labelmapId }: OpenedMask): void {
  useCompare.setState(({ opened, chosen }) => {
    const left = opened.filter((one) => one.labelmapId !== labelmapId)
    const stays = chosen.find((id) => id !== labelmapId)
    const instead = noFiles.chosen.find((id) => id !== stays) ?? noFiles.chosen[0]
    const [a, b] = chosen.map((id) => (id === labelmapId ? instead : id))
    return { opened: left, chosen: [a ?? instead, b ?? instead] }
  })
  // what the engine keeps of it goes with the series at the latest
  inBackground('A mask file was not let go', engine().client.labelmaps.close({ labelmapId }))
}

export const dismissNotOpened = (): void => useCompare.setState({ notOpened: null })
