import type { Comparison } from '../../src-shared/contract.ts'
import { dice } from '../../src-shared/imaging/count-overlap.ts'

/** How two masks agree in one slice: its Dice, or which of them alone is there; null where neither is. */
export type SliceAgreement = { readonly dice: number } | { readonly only: 'a' | 'b' } | null

/** Agreement of every slice k. A slice that only one mask reaches has no Dice worth drawing: it would be 0. */
export function sliceAgreements({ both, onlyA, onlyB }: Comparison['slices']): SliceAgreement[] {
  return both.map((shared, k) => {
    const [a, b] = [onlyA[k] ?? 0, onlyB[k] ?? 0]
    if (shared + a + b === 0) return null
    if (shared + b === 0) return { only: 'a' }
    if (shared + a === 0) return { only: 'b' }
    return { dice: dice({ both: shared, onlyA: a, onlyB: b }) ?? 0 }
  })
}

export interface WorstSlice {
  readonly slice: number
  readonly dice: number
}

/** The slices that both masks reach and agree in least, worst first; none that agrees in every voxel. */
export function worstSlices(agreements: readonly SliceAgreement[], most: number): WorstSlice[] {
  return agreements
    .flatMap((agreement, slice) => (agreement !== null && 'dice' in agreement ? [{ slice, dice: agreement.dice }] : []))
    .filter(({ dice: agreed }) => agreed < 1)
    .sort((a, b) => a.dice - b.dice)
    .slice(0, most)
}

/** Where the chart's axis starts: the lowest tenth below nearly all slices, so that small differences are seen. */
export function chartFloor(agreements: readonly SliceAgreement[]): number {
  const values = agreements
    .flatMap((agreement) => (agreement !== null && 'dice' in agreement ? [agreement.dice] : []))
    .sort((a, b) => a - b)
  const low = values[Math.floor(values.length / 20)] ?? 0
  return Math.max(0, Math.min(0.9, Math.floor(low * 10) / 10))
}
