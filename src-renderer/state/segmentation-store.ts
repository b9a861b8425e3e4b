import { create } from 'zustand'
import type { Progress, SegmentationInfo, StageResult } from '../../src-shared/contract.ts'
import type { Failure } from '../../src-shared/failure.ts'
import type { LabelMask } from '../../src-shared/labels.ts'
import type { BitMask } from '../../src-shared/mask.ts'
import type { ParameterValues } from '../../src-shared/parameters.ts'
import { defaultMethodId } from '../../src-shared/segmentation/registry.ts'
import { type History, startHistory } from './history.ts'
import { defaultValues, maskValues, vOf } from './method.ts'

/** A run as it goes: what is done so far, and where it is. */
export interface Run {
  readonly progress: Progress | null
  readonly finished: readonly StageResult[]
  /** Milliseconds of `performance.now()`. */
  readonly startedAt: number
}

export interface SegmentationState {
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
  /** The slice that shows a V whose run is still on its way, with what stood there before; `mask` null where it still stands. */
  readonly preview: { readonly k: number; readonly mask: Uint32Array | null; readonly removed: Uint32Array } | null
  /** The stage whose result is shown in place of the labels; its mask, and its labels where it has any, once they are here. */
  readonly shownStage: string | null
  readonly stageMask: BitMask | null
  readonly stageLabels: readonly LabelMask[]
  readonly failure: Failure | null
}

/** Nothing found yet, every parameter at its default. */
export const freshState = (method = defaultMethodId): SegmentationState => ({
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
  stageLabels: [],
  failure: null,
})

export const useSegmentation = create<SegmentationState>(() => freshState())

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

/** True where V alone is another than that of the result. */
export function onlyVDiffers({ method, info, history }: SegmentationState): boolean {
  const name = vOf(method)?.name ?? ''
  if (info === null || info.method !== method || info.parameters[name] === history.present[name]) return false
  return sameMask(method, { ...info.parameters, [name]: history.present[name] ?? 0 }, history.present)
}

/** True for stages that give a mask; the first only orders and counts, the surface is made of the last one. */
export function hasMask(info: SegmentationInfo, stage: string): boolean {
  return info.stages.some((result) => result.stage === stage && result.figures['voxels'] !== undefined)
}

/** The result on screen where it is of the method on screen, else null: methods share names of stages, never results. */
export function ownInfo({ method, info }: Pick<SegmentationState, 'method' | 'info'>): SegmentationInfo | null {
  return info?.method === method ? info : null
}

/** What a stage gave: in the result of its method, else in the run on its way. */
export function stageResult(
  state: Pick<SegmentationState, 'method' | 'info' | 'run'>,
  stage: string,
): StageResult | undefined {
  return (ownInfo(state)?.stages ?? state.run?.finished ?? []).find((one) => one.stage === stage)
}
