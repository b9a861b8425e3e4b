import { create } from 'zustand'
import { byteRoutes, type Progress, type SegmentationInfo, type StageResult } from '../../src-shared/contract.ts'
import { Failure } from '../../src-shared/failure.ts'
import type { Grid } from '../../src-shared/geometry.ts'
import { isLung, type LabelMask } from '../../src-shared/labels.ts'
import { type BitMask, wordsPerRow } from '../../src-shared/mask.ts'
import type { ParameterValue, ParameterValues } from '../../src-shared/parameters.ts'
import { defaultMethodId, findMethod } from '../../src-shared/segmentation/registry.ts'
import { readFailure } from '../host/client.ts'
import { announce, announceNow } from './app-store.ts'
import { engine } from './engine.ts'
import { failureText } from './finding-text.ts'
import { type History, pushHistory, redoHistory, startHistory, undoHistory } from './history.ts'
import { createJob, followEvents } from './job.ts'
import { defaultValues, maskValues, removedByV, vOf } from './method.ts'
import { createNewestWins } from './newest-wins.ts'
import { sliceWords, withSlice } from './slice-patch.ts'
import { text } from './use-text.ts'
import { useView } from './view-store.ts'
import { useVolume } from './volume-store.ts'

/** A run as it goes: what is done so far, and where it is. */
export interface Run {
  readonly progress: Progress | null
  readonly finished: readonly StageResult[]
  /** Milliseconds of `performance.now()`. */
  readonly startedAt: number
}

interface SegmentationState {
  readonly method: string
  readonly history: History<ParameterValues>
  /** What stood before a drag began; null while nothing is dragged. */
  readonly beforeDrag: ParameterValues | null
  readonly run: Run | null
  /** The newest result; stays on screen as stale while a newer one is made. */
  readonly info: SegmentationInfo | null
  /** All that is lung. */
  readonly mask: BitMask | null
  /** Structures the method tells apart; empty where `mask` is all there is. */
  readonly labels: readonly LabelMask[]
  /** Parts that V took away; null where the method does not say. */
  readonly removed: BitMask | null
  /** What V works on; kept while only V changes. */
  readonly beforeV: BitMask | null
  /** The slice that shows a V whose run is still on its way, with what stood there before. */
  readonly preview: { readonly k: number; readonly mask: Uint32Array; readonly removed: Uint32Array } | null
  /** The stage whose result is shown in place of the labels, and its mask once it is here. */
  readonly shownStage: string | null
  readonly stageMask: BitMask | null
  readonly failure: Failure | null
}

const freshState = (method = defaultMethodId): SegmentationState => ({
  method,
  history: startHistory(defaultValues(method)),
  beforeDrag: null,
  run: null,
  info: null,
  mask: null,
  labels: [],
  removed: null,
  beforeV: null,
  preview: null,
  shownStage: null,
  stageMask: null,
  failure: null,
})

export const useSegmentation = create<SegmentationState>(() => freshState())

/** A run may go on this long before a newer request stops it. */
const patienceMs = 400

interface Request {
  readonly volumeId: string
  readonly grid: Grid
  readonly method: string
  readonly parameters: ParameterValues
}

const queue = createNewestWins<Request>(runOnce, { patienceMs, now: () => performance.now() })

/** True when the result on screen is not of the parameters on screen. */
export function isStale(state: Pick<SegmentationState, 'info' | 'history' | 'method'>): boolean {
  if (state.info === null) return false
  return state.info.method !== state.method || !sameMask(state.method, state.info.parameters, state.history.present)
}

function sameMask(method: string, a: ParameterValues, b: ParameterValues): boolean {
  const first = maskValues(method, a)
  const second = maskValues(method, b)
  return Object.keys(second).every((name) => first[name] === second[name])
}

/** Parameters that were changed, by method and series: they hold while the page lives and never pass to another series. */
const changedValues = new Map<string, ParameterValues>()

/** Forgets every result; parameters start from the method's defaults, or from what was changed for this series before. */
export function resetSegmentation(seriesId: string | null): void {
  queue.cancel()
  const { method } = useSegmentation.getState()
  useSegmentation.setState({ ...freshState(method), history: startHistory(valuesOf(seriesId, method)) })
}

const keyOf = (seriesId: string, method: string): string => `${method} ${seriesId}`

const valuesOf = (seriesId: string | null, method: string): ParameterValues =>
  (seriesId === null ? undefined : changedValues.get(keyOf(seriesId, method))) ?? defaultValues(method)

/** Goes on with another method; the result on screen stays as stale until the new one is here. */
export function switchMethod(method: string): void {
  if (method === useSegmentation.getState().method) return
  const seriesId = useVolume.getState().series?.seriesId ?? null
  useSegmentation.setState({
    method,
    history: startHistory(valuesOf(seriesId, method)),
    beforeDrag: null,
    shownStage: null,
    stageMask: null,
  })
  requestSegmentation()
}

/** Asks for a run with the parameters on screen; a newer request replaces one that waits. */
export function requestSegmentation(): void {
  const { info: volume, loaded } = useVolume.getState()
  if (volume === null || !loaded) return
  const { method, history } = useSegmentation.getState()
  queue.request({ volumeId: volume.volumeId, grid: volume.grid, method, parameters: history.present })
}

export const cancelSegmentation = (): void => queue.cancel()

async function runOnce(request: Request, signal: AbortSignal): Promise<void> {
  const job = createJob()
  if (signal.aborted) job.cancel()
  signal.addEventListener('abort', () => job.cancel(), { once: true })
  useSegmentation.setState({ run: { progress: null, finished: [], startedAt: performance.now() }, failure: null })
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
        if (event.type === 'progress') patchRun({ progress: event })
        else if (event.type === 'stage') patchRun({ finished: [...finishedStages(), event.result] })
        else info = event.segmentation
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
    useSegmentation.setState({ run: null })
  }
}

const finishedStages = (): readonly StageResult[] => useSegmentation.getState().run?.finished ?? []

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
  const [parts, stageMask] = await Promise.all([
    fetchRemoved(info, request.grid, signal),
    shownStage === null || !hasMask(info, shownStage)
      ? null
      : fetchMask(info.segmentationId, shownStage, request.grid, signal),
  ])
  if (useSegmentation.getState().info !== info) return
  takeBackPreview()
  useSegmentation.setState({ ...parts, stageMask })
  previewV()
}

async function fetchResult(
  info: SegmentationInfo,
  grid: Grid,
  signal: AbortSignal,
): Promise<Pick<SegmentationState, 'mask' | 'labels'>> {
  const { segmentationId, volumes } = info
  const names = labelNames.filter((name) => volumes[name] !== undefined)
  if (names.length === 0) return { mask: await fetchMask(segmentationId, 'final', grid, signal), labels: [] }
  const labels = await Promise.all(
    names.map(async (name): Promise<LabelMask> => {
      const label = volumes[name]?.label ?? 0
      return { name, label, mask: await fetchMask(segmentationId, 'final', grid, signal, label) }
    }),
  )
  const [first, ...others] = labels.filter(isLung).map(({ mask }) => mask)
  if (first === undefined) return { mask: null, labels }
  const words = first.words.slice()
  for (const other of others)
    for (let w = 0; w < words.length; w++) words[w] = (words[w] as number) | (other.words[w] as number)
  return { mask: { ...first, words }, labels }
}

const labelNames = ['right', 'left', 'airways'] as const

async function fetchMask(
  segmentationId: string,
  stage: string,
  grid: Grid,
  signal?: AbortSignal,
  label?: number,
): Promise<BitMask> {
  const [nx, ny, nz] = grid.size
  const { buffer } = await engine().fetchBytes(byteRoutes.mask(segmentationId, stage, 0, nz, label), signal)
  const perRow = wordsPerRow(nx)
  if (buffer.byteLength !== perRow * ny * nz * 4) {
    throw new Failure('E_INTERNAL', 'The mask arrived incomplete. Run the method again.')
  }
  return { size: grid.size, wordsPerRow: perRow, words: new Uint32Array(buffer) }
}

type VParts = Pick<SegmentationState, 'removed' | 'beforeV'>

async function fetchRemoved(info: SegmentationInfo, grid: Grid, signal: AbortSignal): Promise<VParts> {
  const stages = removedByV(info.method)
  if (stages === null) return { removed: null, beforeV: null }
  const kept = info.stages.find(({ stage }) => stage === stages.before)?.reused
  const known = kept ? useSegmentation.getState().beforeV : null
  const [beforeV, after] = await Promise.all([
    known ?? fetchMask(info.segmentationId, stages.before, grid, signal),
    fetchMask(info.segmentationId, stages.after, grid, signal),
  ])
  for (let w = 0; w < after.words.length; w++) {
    after.words[w] = (beforeV.words[w] as number) & ~(after.words[w] as number)
  }
  return { removed: after, beforeV }
}

/**
 * Shows the slice on screen with the V on screen before the run for it is done, where the method can say; takes an older
 * preview back where the result is up to date.
 */
function previewV(): void {
  takeBackPreview()
  const state = useSegmentation.getState()
  const { method, history, mask, removed, beforeV } = state
  const k = useView.getState().slice
  if (mask === null || removed === null || beforeV === null || !onlyVDiffers(state)) return
  const slice = findMethod(method).previewSlice?.(beforeV, k, history.present)
  if (slice === undefined || slice === null) return
  useSegmentation.setState({
    preview: { k, mask: sliceWords(mask, k), removed: sliceWords(removed, k) },
    mask: withSlice(mask, k, slice.mask),
    removed: withSlice(removed, k, slice.removed),
  })
}

function onlyVDiffers({ method, info, history }: SegmentationState): boolean {
  const name = vOf(method)?.name ?? ''
  if (info === null || info.method !== method || info.parameters[name] === history.present[name]) return false
  return sameMask(method, { ...info.parameters, [name]: history.present[name] ?? 0 }, history.present)
}

/** Puts back what a preview covered, so that masks are whole results again. */
function takeBackPreview(): void {
  const { mask, removed, preview } = useSegmentation.getState()
  if (preview === null || mask === null || removed === null) return
  useSegmentation.setState({
    preview: null,
    mask: withSlice(mask, preview.k, preview.mask),
    removed: withSlice(removed, preview.k, preview.removed),
  })
}

/** True for stages that give a mask; the first only orders and counts, the surface is made of the last one. */
export function hasMask(info: SegmentationInfo, stage: string): boolean {
  return info.stages.some((result) => result.stage === stage && result.figures['voxels'] !== undefined)
}

/** Opens a stage: its result takes the labels' place in the slices until it is closed (null). */
export async function showStage(stage: string | null): Promise<void> {
  useSegmentation.setState({ shownStage: stage, stageMask: null })
  const { info } = useSegmentation.getState()
  const volume = useVolume.getState().info
  if (stage === null || info === null || volume === null || !hasMask(info, stage)) return
  try {
    const stageMask = await fetchMask(info.segmentationId, stage, volume.grid)
    const now = useSegmentation.getState()
    if (now.shownStage === stage && now.info === info) useSegmentation.setState({ stageMask })
  } catch (thrown) {
    // A newer run may have replaced this result meanwhile; then its own stage mask is on the way.
    if (useSegmentation.getState().info === info) announceNow(readFailure(thrown).message)
  }
}

/** Sets one parameter; while a drag goes on (`final` false) nothing is put into the history of changes. */
export function setParameter(name: string, value: ParameterValue, final: boolean): void {
  useSegmentation.setState((state) => {
    const present = { ...state.history.present, [name]: value }
    if (!final) {
      return { beforeDrag: state.beforeDrag ?? state.history.present, history: { ...state.history, present } }
    }
    const base = state.beforeDrag ?? state.history.present
    const settled = { ...state.history, present: base }
    return { beforeDrag: null, history: base[name] === value ? settled : pushHistory(settled, present) }
  })
  afterChange(final)
}

export function undoParameters(): void {
  useSegmentation.setState(({ history }) => ({ history: undoHistory(history), beforeDrag: null }))
  afterChange(true)
}

export function redoParameters(): void {
  useSegmentation.setState(({ history }) => ({ history: redoHistory(history), beforeDrag: null }))
  afterChange(true)
}

function afterChange(final: boolean): void {
  previewV()
  const state = useSegmentation.getState()
  if (final) {
    const { series } = useVolume.getState()
    if (series !== null) changedValues.set(keyOf(series.seriesId, state.method), state.history.present)
  }
  if (isStale(state) || state.run !== null || state.failure !== null) requestSegmentation()
}
