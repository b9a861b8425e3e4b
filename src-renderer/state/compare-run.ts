import type { CompareEvent, Progress, SegmentEvent, VolumeInfo } from '../../src-shared/contract.ts'
import { Failure } from '../../src-shared/failure.ts'
import type { Grid } from '../../src-shared/geometry.ts'
import { createBitMask } from '../../src-shared/mask.ts'
import type { ParameterValues } from '../../src-shared/parameters.ts'
import { readFailure } from '../host/client.ts'
import { announce, announceNow, useApp } from './app-store.ts'
import { keptStages } from './compare-stages.ts'
import { type CompareSide, differenceOf, noComparison, noFiles, type OpenedMask, useCompare } from './compare-store.ts'
import { engine } from './engine.ts'
import { failureText } from './finding-text.ts'
import { createJob, followEvents } from './job.ts'
import { maskValues } from './method.ts'
import { createNewestWins } from './newest-wins.ts'
import { parametersFor } from './parameter-changes.ts'
import { fetchResult } from './segmentation-masks.ts'
import { isStale, useSegmentation } from './segmentation-store.ts'
import { text } from './use-text.ts'
import { useVolume } from './volume-store.ts'

/** What a side is to show: a method with its parameters, or a mask file. */
type WantedSide = { readonly method: string; readonly parameters: ParameterValues } | { readonly file: OpenedMask }

interface Request {
  readonly key: string
  readonly volume: VolumeInfo
  readonly sides: readonly [WantedSide, WantedSide]
}

const queue = createNewestWins<Request>(runOnce, { patienceMs: 0, now: () => performance.now() })

/** Results that were run for a comparison, by method, and masks of files, by id; of one volume. */
const known = new Map<string, { readonly side: CompareSide; readonly parameters: ParameterValues }>()

/** Keeps the comparison up to date while it is on screen: methods that have not been run are run, then both are compared. */
export function followComparison(): () => void {
  let asked: string | null = null
  let volumeId: string | null = null
  const follow = (): void => {
    const volume = useVolume.getState().info
    if ((volume?.volumeId ?? null) !== volumeId) {
      volumeId = volume?.volumeId ?? null
      asked = null
      queue.cancel()
      known.clear()
      useCompare.getState().opening?.cancel()
      useCompare.setState({ ...noComparison, ...noFiles })
    }
    const request = wanted()
    if (request === null || request.key === asked) return
    asked = request.key
    queue.request(request)
  }
  const stops = [useVolume, useSegmentation, useApp, useCompare].map((store) => store.subscribe(follow))
  return () => {
    for (const stop of stops) stop()
  }
}

/** What would be compared now; null while nobody looks, or while the method on Review is at work. */
function wanted(): Request | null {
  const { screen } = useApp.getState()
  const { chosen, opened, overlay } = useCompare.getState()
  if (screen !== 'compare' && !(screen === 'review' && overlay.review)) return null
  const { info: volume, loaded, series } = useVolume.getState()
  if (volume === null || !loaded) return null
  const current = useSegmentation.getState()
  const wantedSide = (id: string): WantedSide => {
    const file = opened.find(({ labelmapId }) => labelmapId === id)
    if (file !== undefined) return { file }
    const values = id === current.method ? current.history.present : parametersFor(series?.seriesId ?? null, id)
    return { method: id, parameters: maskValues(id, values) }
  }
  const sides = [wantedSide(chosen[0]), wantedSide(chosen[1])] as const
  const settled = current.info !== null && current.run === null && current.beforeDrag === null && !isStale(current)
  if (!settled && sides.some((side) => 'method' in side)) return null
  return { key: JSON.stringify([volume.volumeId, sides]), volume, sides }
}

/** Tries a comparison again that failed or was cancelled. */
export function compareAgain(): void {
  const request = wanted()
  if (request !== null) queue.request(request)
}

async function runOnce(request: Request, newer: AbortSignal): Promise<void> {
  const stopped = new AbortController()
  const stop = (): void => stopped.abort()
  // one made by `AbortSignal.any` would hold on to both masks for a while
  newer.addEventListener('abort', stop, { once: true })
  const steps = new Steps(stopped.signal, stop)
  useCompare.setState({ failure: null, comparison: null, reasons: [] })
  try {
    await compareOnce(request, steps, false)
  } catch (thrown) {
    if (newer.aborted) return
    const failure = readFailure(thrown)
    if (failure.code !== 'E_CANCELLED') announceNow(failureText(text(), failure))
    useCompare.setState({ failure })
  } finally {
    newer.removeEventListener('abort', stop)
    useCompare.setState({ work: null })
  }
}

/** The engine's jobs of one comparison: told on screen as they go, and cancelled together. */
class Steps {
  readonly signal: AbortSignal
  readonly #cancel: () => void

  constructor(signal: AbortSignal, cancel: () => void) {
    this.signal = signal
    this.#cancel = cancel
  }

  /** Follows one job to its `done`; `method` where it is a method's run. */
  async follow<Event extends { readonly type: string }>(
    method: string | null,
    open: (jobId: string) => Promise<AsyncIterable<Event | Progress>>,
  ): Promise<Extract<Event, { type: 'done' }>> {
    const job = createJob()
    if (this.signal.aborted) job.cancel()
    this.signal.addEventListener('abort', () => job.cancel(), { once: true })
    const say = (progress: Progress | null): void =>
      useCompare.setState({ work: { method, progress, cancel: this.#cancel } })
    say(null)
    let done: Extract<Event, { type: 'done' }> | null = null
    await followEvents(
      job,
      () => open(job.id),
      (event) => {
        if (isProgress(event)) say(event)
        else if (event.type === 'done') done = event as Extract<Event, { type: 'done' }>
      },
    )
    if (done === null) throw new Failure('E_INTERNAL', 'The comparison ended without a result. Try it again.')
    return done
  }
}

const isProgress = (event: { readonly type: string }): event is Progress => event.type === 'progress'

/** Compares; once more with fresh runs where the engine has let go of a result. */
async function compareOnce(request: Request, steps: Steps, again: boolean): Promise<void> {
  const a = await sideOf(request, request.sides[0], steps, again)
  const b = await sideOf(request, request.sides[1], steps, again)
  useCompare.setState(({ sides, stages }) => ({
    sides: [a, b],
    stages: keptStages(sides, [a, b], stages),
    difference: differenceOf(a.mask, b.mask),
  }))
  try {
    const pair = { a: a.id, b: b.id }
    const { comparison, reasons } = await steps.follow<CompareEvent>(null, (jobId) =>
      engine().client.segmentation.compare({ jobId, ...pair }),
    )
    useCompare.setState({ comparison, reasons })
    announce(text().compare.spoken(comparison.lungs.dice))
  } catch (thrown) {
    if (again || readFailure(thrown).code !== 'E_NOT_FOUND') throw thrown
    known.clear()
    await compareOnce(request, steps, true)
  }
}

/** The result on Review where it is the one, one run for an earlier comparison, or a file's masks; else the method is run. */
async function sideOf(
  { volume: { volumeId, grid } }: Request,
  wantedSide: WantedSide,
  steps: Steps,
  fresh: boolean,
): Promise<CompareSide> {
  const key = 'file' in wantedSide ? wantedSide.file.labelmapId : wantedSide.method
  const kept = known.get(key)
  const keep = (side: CompareSide, parameters: ParameterValues): CompareSide => {
    known.set(key, { side, parameters })
    return side
  }
  if ('file' in wantedSide) return kept?.side ?? keep(await masksOf(wantedSide.file, grid, steps.signal), {})
  const { method, parameters } = wantedSide
  const current = useSegmentation.getState()
  const { info: shown, mask: shownMask, labels: shownLabels } = current
  if (!fresh && shown?.method === method && shownMask !== null && isOf(shown.parameters, parameters)) {
    return { id: shown.segmentationId, sliceRange: shown.sliceRange, mask: shownMask, labels: shownLabels, info: shown }
  }
  if (kept !== undefined && isOf(kept.parameters, parameters)) return kept.side
  const { segmentation: info } = await steps.follow<SegmentEvent>(method, (jobId) =>
    engine().client.segmentation.run({ jobId, volumeId, method, parameters }),
  )
  const { mask, labels } = await fetchResult(info, grid, steps.signal)
  const { segmentationId: id, sliceRange } = info
  return keep({ id, sliceRange, mask: mask ?? createBitMask(grid.size), labels, info }, info.parameters)
}

async function masksOf(file: OpenedMask, grid: Grid, signal: AbortSignal): Promise<CompareSide> {
  const { labelmapId: id, labels: described, sliceRange, title } = file
  const volumes = Object.fromEntries(described.map(({ name, label }) => [name, { label }]))
  try {
    const { mask, labels } = await fetchResult({ segmentationId: id, volumes }, grid, signal)
    return { id, sliceRange, mask: mask ?? createBitMask(grid.size), labels, info: null }
  } catch (thrown) {
    const failure = readFailure(thrown)
    if (failure.code !== 'E_NOT_FOUND') throw thrown
    throw new Failure('E_NOT_FOUND', `${title} is not in memory any more. Load the file again.`, { file: title })
  }
}

const isOf = (found: ParameterValues, wantedValues: ParameterValues): boolean =>
  Object.entries(wantedValues).every(([name, value]) => found[name] === value)
