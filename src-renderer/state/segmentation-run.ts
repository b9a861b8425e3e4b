import type { SegmentationInfo } from '../../src-shared/contract.ts'
import type { Grid } from '../../src-shared/geometry.ts'
import { isLung } from '../../src-shared/labels.ts'
import type { ParameterValues } from '../../src-shared/parameters.ts'
import { afterPaint } from '../host/after-paint.ts'
import { readFailure } from '../host/client.ts'
import { announce, announceNow } from './app-store.ts'
import { engine } from './engine.ts'
import { failureText } from './finding-text.ts'
import { createGather } from './gather.ts'
import { createJob, followEvents } from './job.ts'
import { createNewestWins } from './newest-wins.ts'
import { fetchRemoved, fetchResult, fetchStage } from './segmentation-masks.ts'
import { type Run, useSegmentation } from './segmentation-store.ts'
import { text } from './use-text.ts'
import { previewV, takeBackPreview } from './v-preview.ts'
import { useVolume } from './volume-store.ts'

/** A run may go on this long before a newer request stops it. */
const patienceMs = 400
/** Reports of a run come by the hundred; the page shows ten a second. */
const reportEveryMs = 100

interface Request {
  readonly volumeId: string
  readonly grid: Grid
  readonly method: string
  readonly parameters: ParameterValues
}

const queue = createNewestWins<Request>(runOnce, { patienceMs, now: () => performance.now() })

/** Asks for a run with the parameters on screen; a newer request replaces one that waits. */
export function requestSegmentation(): void {
  later = null
  const { info: volume, loaded } = useVolume.getState()
  if (volume === null || !loaded) return
  const { method, history } = useSegmentation.getState()
  queue.request({ volumeId: volume.volumeId, grid: volume.grid, method, parameters: history.present })
}

/** The request to be made after the next frame, if there is one. */
let later: object | null = null

/** The same once what is on its way to the screen is there; many calls before that are one. */
export function requestAfterPaint(): void {
  if (later !== null) return
  const mine = {}
  later = mine
  afterPaint(() => {
    if (later === mine) requestSegmentation()
  })
}

export function cancelSegmentation(): void {
  later = null
  queue.cancel()
}

async function runOnce(request: Request, signal: AbortSignal): Promise<void> {
  const job = createJob()
  if (signal.aborted) job.cancel()
  signal.addEventListener('abort', () => job.cancel(), { once: true })
  useSegmentation.setState({ run: { progress: null, finished: [], startedAt: performance.now() }, failure: null })
  let seen: Pick<Run, 'progress' | 'finished'> = { progress: null, finished: [] }
  const reports = createGather(reportEveryMs, patchRun)
  try {
    let info: SegmentationInfo | null = null
    await followEvents(
      job,
      () =>
        engine().client.segmentation.run({
          jobId: job.id,
          volumeId: request.volumeId,
          method: request.method,
          parameters: request.parameters,
        }),
      (event) => {
        if (event.type === 'done') info = event.segmentation
        else if (event.type === 'progress') seen = { ...seen, progress: event }
        else seen = { ...seen, finished: [...seen.finished, event.result] }
        if (event.type !== 'done') reports.put(seen)
      },
    )
    if (info !== null) await showResult(request, info, signal)
  } catch (thrown) {
    const failure = readFailure(thrown)
    if (useVolume.getState().info?.volumeId !== request.volumeId) return
    if (!queue.waits) takeBackPreview()
    if (failure.code !== 'E_CANCELLED') {
      announceNow(failureText(text(), failure))
      useSegmentation.setState({ failure })
    } else if (useSegmentation.getState().info === null) {
      useSegmentation.setState({ failure })
    }
  } finally {
    reports.stop()
    useSegmentation.setState({ run: null })
  }
}

function patchRun(patch: Partial<Run>): void {
  useSegmentation.setState(({ run }) => (run === null ? {} : { run: { ...run, ...patch } }))
}

async function showResult(request: Request, info: SegmentationInfo, signal: AbortSignal): Promise<void> {
  const masks = await fetchResult(info, request.grid, signal)
  if (useVolume.getState().info?.volumeId !== request.volumeId) return
  const other = useSegmentation.getState().info?.method !== info.method
  useSegmentation.setState({ info, ...masks, preview: null, ...(other ? { removed: null, beforeV: null } : {}) })
  previewV()
  const words = text().progress
  const lungs = Object.entries(info.volumes).filter(([name]) => isLung({ name }))
  const ml = lungs.reduce((sum, [, { volumeMl }]) => sum + volumeMl, 0)
  announce(info.empty ? words.emptySpoken : words.doneSpoken(ml))
  const { shownStage } = useSegmentation.getState()
  const [parts, stageParts] = await Promise.all([
    fetchRemoved(info, useSegmentation.getState().beforeV, request.grid, signal),
    fetchStage(info, shownStage, request.grid, signal),
  ])
  if (useSegmentation.getState().info !== info) return
  takeBackPreview()
  useSegmentation.setState({ ...parts, ...stageParts })
  previewV()
}

/** Opens a stage: its result takes the labels' place in the slices until it is closed (null). */
export async function showStage(stage: string | null): Promise<void> {
  useSegmentation.setState({ shownStage: stage, stageMask: null, stageLabels: [] })
  const { info } = useSegmentation.getState()
  const volume = useVolume.getState().info
  if (stage === null || info === null || volume === null) return
  try {
    const parts = await fetchStage(info, stage, volume.grid)
    const now = useSegmentation.getState()
    if (now.shownStage === stage && now.info === info) useSegmentation.setState(parts)
  } catch (thrown) {
    // A newer run may have replaced this result meanwhile; then its own stage mask is on the way.
    if (useSegmentation.getState().info === info) announceNow(readFailure(thrown).message)
  }
}
