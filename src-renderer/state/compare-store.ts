import { create } from 'zustand'
import type { Comparison, LabelmapInfo, Progress, Reason, SegmentationInfo } from '../../src-shared/contract.ts'
import type { Failure } from '../../src-shared/failure.ts'
import type { LabelMask } from '../../src-shared/labels.ts'
import type { BitMask } from '../../src-shared/mask.ts'
import { methodIds } from './method.ts'

/** One of the two results or mask files that are compared. */
export interface CompareSide {
  /** As the engine knows it. */
  readonly id: string
  /** All that is lung. */
  readonly mask: BitMask
  /** Structures it tells apart; empty where `mask` is all there is. */
  readonly labels: readonly LabelMask[]
  readonly sliceRange: SegmentationInfo['sliceRange']
  /** Of a method's run; null of a file. */
  readonly info: SegmentationInfo | null
}

/** A mask file that was opened on the series; `title` is its name, with a number where there are more of that name. */
export interface OpenedMask extends LabelmapInfo {
  readonly title: string
}

/** A mask file that is being read. */
export interface OpeningMask {
  readonly name: string
  readonly progress: Progress | null
  cancel(): void
}

/** A stage of one side that is shown in the place of its result; `mask` is null until it is there, and of stages without one. */
export interface SideStage {
  readonly stage: string
  readonly mask: BitMask | null
  readonly labels: readonly LabelMask[]
}

/** Voxels of the lungs that both results have, and those of one alone. */
export interface Difference {
  readonly both: BitMask
  readonly onlyA: BitMask
  readonly onlyB: BitMask
}

/** What is done for a comparison now: a method's run, or the comparing itself (null). */
export interface CompareWork {
  readonly method: string | null
  readonly progress: Progress | null
  cancel(): void
}

export type OverlayScreen = 'compare' | 'review'

/** How A and B are shown: beside each other, on either side of a line, or in turns. */
export const compareModes = ['side', 'swipe', 'blink'] as const
export type CompareMode = (typeof compareModes)[number]

interface CompareState {
  /** Of A and B a method or the id of an opened mask file, never the same. */
  readonly chosen: readonly [string, string]
  readonly opened: readonly OpenedMask[]
  readonly opening: OpeningMask | null
  /** Why the last mask file could not be opened. */
  readonly notOpened: { readonly name: string; readonly failure: Failure } | null
  /** The two results on screen; null until both are there. They stay while newer ones are made. */
  readonly sides: readonly [CompareSide, CompareSide] | null
  /** Stages that are shown in the place of the results of A and B; the figures are those of the results. */
  readonly stages: readonly [SideStage | null, SideStage | null]
  readonly difference: Difference | null
  /** Of `sides`; null while it is worked out. */
  readonly comparison: Comparison | null
  /** Why they differ, most voxels first. */
  readonly reasons: readonly Reason[]
  readonly work: CompareWork | null
  /** Why there is no comparison of what is asked for; a cancel among the reasons. */
  readonly failure: Failure | null
  /** D: where the difference is drawn; on Review it takes the labels' place. */
  readonly overlay: Readonly<Record<OverlayScreen, boolean>>
  readonly mode: CompareMode
}

export const noComparison = {
  sides: null,
  stages: [null, null],
  difference: null,
  comparison: null,
  reasons: [],
  work: null,
  failure: null,
} as const satisfies Partial<CompareState>

const [first = '', second = ''] = ['article', 'standard'].filter((id) => methodIds.includes(id))

/** No mask file, and both methods on the two sides. */
export const noFiles = {
  chosen: [first, second],
  opened: [],
  opening: null,
  notOpened: null,
} as const satisfies Partial<CompareState>

export const useCompare = create<CompareState>(() => ({
  ...noComparison,
  ...noFiles,
  overlay: { compare: true, review: false },
  mode: 'side',
}))

/** Chooses what stands on one side; the other side takes over what stood there where both would be the same. */
export function chooseSide(side: 0 | 1, id: string): void {
  useCompare.setState(({ chosen }) => {
    const other = chosen[1 - side] === id ? (chosen[side] as string) : (chosen[1 - side] as string)
    return { chosen: side === 0 ? [id, other] : [other, id] }
  })
}

export const swapSides = (): void => useCompare.setState(({ chosen: [a, b] }) => ({ chosen: [b, a] }))

export const toggleOverlay = (screen: OverlayScreen): void =>
  useCompare.setState(({ overlay }) => ({ overlay: { ...overlay, [screen]: !overlay[screen] } }))

/** True where slices of Review show the difference in place of the labels. */
export const reviewShowsDifference = ({ overlay, difference }: CompareState): boolean =>
  overlay.review && difference !== null

/** Cancels what is done for a comparison. */
export const cancelComparison = (): void => useCompare.getState().work?.cancel()

/** What two masks of one size share, and what only one has. */
export function differenceOf(a: BitMask, b: BitMask): Difference {
  const part = (of: (one: number, other: number) => number): BitMask => {
    const words = new Uint32Array(a.words.length)
    for (let w = 0; w < words.length; w++) words[w] = of(a.words[w] as number, b.words[w] as number)
    return { ...a, words }
  }
  return {
    both: part((one, other) => one & other),
    onlyA: part((one, other) => one & ~other),
    onlyB: part((one, other) => other & ~one),
  }
}
