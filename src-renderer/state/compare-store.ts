import { create } from 'zustand'
import type { Comparison, Progress, SegmentationInfo } from '../../src-shared/contract.ts'
import type { Failure } from '../../src-shared/failure.ts'
import type { LabelMask } from '../../src-shared/labels.ts'
import type { BitMask } from '../../src-shared/mask.ts'
import { methodIds } from './method.ts'

/** One of the two results that are compared. */
export interface CompareSide {
  readonly info: SegmentationInfo
  /** All that is lung. */
  readonly mask: BitMask
  /** Structures the method tells apart; empty where `mask` is all there is. */
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

interface CompareState {
  /** The methods of A and B, never the same. */
  readonly methods: readonly [string, string]
  /** The two results on screen; null until both are there. They stay while newer ones are made. */
  readonly sides: readonly [CompareSide, CompareSide] | null
  readonly difference: Difference | null
  /** Of `sides`; null while it is worked out. */
  readonly comparison: Comparison | null
  readonly work: CompareWork | null
  /** Why there is no comparison of what is asked for; a cancel among the reasons. */
  readonly failure: Failure | null
  /** D: where the difference is drawn; on Review it takes the labels' place. */
  readonly overlay: Readonly<Record<OverlayScreen, boolean>>
}

export const noComparison = {
  sides: null,
  difference: null,
  comparison: null,
  work: null,
  failure: null,
} as const satisfies Partial<CompareState>

const [first = '', second = ''] = ['article', 'standard'].filter((id) => methodIds.includes(id))

export const useCompare = create<CompareState>(() => ({
  ...noComparison,
  methods: [first, second],
  overlay: { compare: true, review: false },
}))

/** Chooses the method of one side; the other side takes over what stood there where both would be the same. */
export function chooseMethod(side: 0 | 1, method: string): void {
  useCompare.setState(({ methods }) => {
    const other = methods[1 - side] === method ? (methods[side] as string) : (methods[1 - side] as string)
    return { methods: side === 0 ? [method, other] : [other, method] }
  })
}

export const swapMethods = (): void => useCompare.setState(({ methods: [a, b] }) => ({ methods: [b, a] }))

export const toggleOverlay = (screen: OverlayScreen): void =>
  useCompare.setState(({ overlay }) => ({ overlay: { ...overlay, [screen]: !overlay[screen] } }))

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
