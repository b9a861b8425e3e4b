import type { Agreement, Comparison } from '../../contract.ts'
import { type Grid, isSheared, voxelVolumeMm3 } from '../../geometry.ts'
import { countOverlap, dice, jaccard, type Overlap } from '../../imaging/count-overlap.ts'
import { union } from '../../imaging/mask-logic.ts'
import { surfaceDistances } from '../../imaging/surface-distances.ts'
import { isLung, type LabelMask } from '../../labels.ts'
import { type BitMask, createBitMask } from '../../mask.ts'
import { noReport, type Report } from '../../report.ts'

/**
 * How far two labelmaps of one grid agree: their lungs together, and each label that both have by its name. Figures are as
 * `countOverlap` and `surfaceDistances` define them; distances are null on sheared grids, whose axes are not at right angles.
 */
export function compareLabels(
  a: readonly LabelMask[],
  b: readonly LabelMask[],
  grid: Grid,
  report: Report = noReport,
): Comparison {
  const shared = a.flatMap((one) => {
    const other = b.find(({ name }) => name === one.name)
    return other === undefined || (one.name === 'lungs' && a.length === 1 && b.length === 1) ? [] : [{ one, other }]
  })
  const steps = 1 + shared.length
  const part =
    (n: number): Report =>
    (done, total) =>
      report(n * total + done, steps * total)
  const lungs = compareMasks(lungsOf(a, grid), lungsOf(b, grid), grid, part(0))
  return {
    lungs: lungs.agreement,
    labels: shared.map(({ one, other }, n) => ({
      name: one.name,
      label: one.label,
      ...compareMasks(one.mask, other.mask, grid, part(n + 1)).agreement,
    })),
    slices: lungs.overlap.slices,
  }
}

/** All that is lung; the airways, where they are told apart, are left out. */
export function lungsOf(labels: readonly LabelMask[], grid: Grid): BitMask {
  const masks = labels.filter(isLung).map(({ mask }) => mask)
  return masks.length === 0 ? createBitMask(grid.size, true) : masks.reduce((all, mask) => union(all, mask))
}

function compareMasks(
  a: BitMask,
  b: BitMask,
  grid: Grid,
  report: Report,
): { readonly agreement: Agreement; readonly overlap: Overlap } {
  report(0, 1)
  const overlap = countOverlap(a, b)
  const distances = isSheared(grid) ? null : surfaceDistances(a, b, grid.spacing, report)
  const { both, onlyA, onlyB } = overlap
  const ml = (voxels: number): number => (voxels * voxelVolumeMm3(grid)) / 1000
  return {
    overlap,
    agreement: {
      dice: dice(overlap),
      jaccard: jaccard(overlap),
      hausdorff95Mm: distances?.hausdorff95Mm ?? null,
      meanSurfaceDistanceMm: distances?.meanMm ?? null,
      voxels: { both, onlyA, onlyB },
      volumesMl: { a: ml(both + onlyA), b: ml(both + onlyB), both: ml(both), onlyA: ml(onlyA), onlyB: ml(onlyB) },
    },
  }
}
