import type { CompareEvent, Progress, SegmentationInfo, SegmentEvent, VolumeInfo } from '../../src-shared/contract.ts'
import { Failure } from '../../src-shared/failure.ts'
import { createBitMask } from '../../src-shared/mask.ts'
import type { ParameterValues } from '../../src-shared/parameters.ts'
import { readFailure } from '../host/client.ts'
import { announce, announceNow, useApp } from './app-store.ts'
import { type CompareSide, differenceOf, noComparison, useCompare } from './compare-store.ts'
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

interface WantedSide {
  readonly method: string
  readonly parameters: ParameterValues
}

interface Request {
  readonly key: string
  readonly volume: VolumeInfo
  readonly sides: readonly [WantedSide, WantedSide]
}

const queue = createNewestWins<Request>(runOnce, { patienceMs: 0, now: () => performance.now() })

/** Results that were run for a comparison, by method; of one volume. */
const known = new Map<string, CompareSide>()

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
      useCompare.setState(noComparison)
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
  const { methods, overlay } = useCompare.getState()
  if (screen !== 'compare' && !(screen === 'review' && overlay.review)) return null
  const { info: volume, loaded, series } = useVolume.getState()
  const current = useSegmentation.getState()
  if (volume === null || !loaded || current.run !== null || current.beforeDrag !== null) return null
  if (current.info === null || isStale(current)) return null
  const side = (method: string): WantedSide => ({
    method,
    parameters: maskValues(
      method,
      method === current.method ? current.history.present : parametersFor(series?.seriesId ?? null, method),
    ),
  })
  const sides = [side(methods[0]), side(methods[1])] as const
  return { key: JSON.stringify([volume.volumeId, sides]), volume, sides }
}

/** Tries a comparison again that failed or was cancelled. */
export function compareAgain(): void {
  const request = wanted()
  if (request !== null) queue.request(request)
}

async function runOnce(request: Request, newer: AbortSignal): Promise<void> {
  const stopped = new AbortController()
  const steps = new Steps(AbortSignal.any([newer, stopped.signal]), () => stopped.abort())
  useCompare.setState({ failure: null, comparison: null })
  try {
    await compareOnce(request, steps, false)
  } catch (thrown) {
    if (newer.aborted) return
    const failure = readFailure(thrown)
    if (failure.code !== 'E_CANCELLED') announceNow(failureText(text(), failure))
    useCompare.setState({ failure })
  } finally {
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
  const a = await resultOf(request, request.sides[0], steps, again)
  const b = await resultOf(request, request.sides[1], steps, again)
  useCompare.setState({ sides: [a, b], difference: differenceOf(a.mask, b.mask) })
  try {
    const pair = { a: a.info.segmentationId, b: b.info.segmentationId }
    const { comparison } = await steps.follow<CompareEvent>(null, (jobId) =>
      engine().client.segmentation.compare({ jobId, ...pair }),
    )
    useCompare.setState({ comparison })
    announce(text().compare.spoken(comparison.lungs.dice))
  } catch (thrown) {
    if (again || readFailure(thrown).code !== 'E_NOT_FOUND') throw thrown
    known.clear()
    await compareOnce(request, steps, true)
  }
}

/** The result on Review where it is the one, or one run for an earlier comparison; else the method is run. */
async function resultOf(
  { volume }: Request,
  { method, parameters }: WantedSide,
  steps: Steps,
  fresh: boolean,
): Promise<CompareSide> {
  const current = useSegmentation.getState()
  if (!fresh && current.info?.method === method && current.mask !== null && isOf(current.info, parameters)) {
    return { info: current.info, mask: current.mask, labels: current.labels }
  }
  const kept = known.get(method)
  if (kept !== undefined && isOf(kept.info, parameters)) return kept
  const { segmentation: info } = await steps.follow<SegmentEvent>(method, (jobId) =>
    engine().client.segmentation.run({ jobId, volumeId: volume.volumeId, method, parameters }),
  )
  const { mask, labels } = await fetchResult(info, volume.grid, steps.signal)
  const side = { info, mask: mask ?? createBitMask(volume.grid.size), labels }
  known.set(method, side)
  return side
}

const isOf = (info: SegmentationInfo, parameters: ParameterValues): boolean =>
  Object.entries(parameters).every(([name, value]) => info.parameters[name] === value)
