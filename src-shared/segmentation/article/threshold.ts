import { z } from 'zod'
import { type Otsu, otsuThreshold } from '../../imaging/otsu-threshold.ts'
import { thresholdRows } from '../../imaging/threshold-rows.ts'
import { type BitMask, createBitMask } from '../../mask.ts'
import type { Volume } from '../../volume.ts'
import type { PieceWork, StageContext, StageOutput } from '../method.ts'
import { needProduct } from '../need-product.ts'
import { pieceStage } from '../piece-work.ts'

/**
 * Finds Otsu's threshold on the normalised values and keeps every voxel below it. A largest value of 0 or less, or one
 * constant value, gives an empty mask.
 *
 * Source: the article, `otsu_thresholding` and the first lines of `lung_separation`; see `otsuThreshold`.
 */
export const threshold = pieceStage(
  {
    id: 'threshold',
    title: 'Otsu threshold',
    why: 'The threshold that best parts air from tissue, found on the histogram of the whole series; what lies below it is kept.',
    source: 'Otsu 1979; scikit-image 0.19.3 threshold_otsu',
    schema: z.object({}),
    share: 30,
  },
  { prepare, piece, join } satisfies PieceWork<Plan, number>,
)

interface Plan {
  readonly otsu: Otsu | null
  readonly mask: BitMask
}

function prepare({ volume, products }: StageContext): { count: number; plan: Plan } {
  const otsu = otsuThreshold(needProduct(products, 'storedCounts'))
  const count = otsu === null ? 0 : needProduct(products, 'sliceOrder').length
  return { count, plan: { otsu, mask: createBitMask(volume.grid.size, true) } }
}

/** Gives the number of voxels kept. */
function piece({ volume, products, report }: StageContext, { otsu, mask }: Plan, from: number, to: number): number {
  if (otsu === null) return 0
  const slices = needProduct(products, 'sliceOrder').slice(from, to)
  let voxels = 0
  slices.forEach((k, done) => {
    report(done, slices.length)
    voxels += keepBelow(volume, k, otsu.cut, mask)
  })
  return voxels
}

function join({ volume, products }: StageContext, { otsu, mask }: Plan, pieces: readonly number[]): StageOutput {
  if (otsu === null) {
    return { products: { otsu, threshold: null, mask, voxels: 0 }, figures: { voxels: 0 }, findings: [] }
  }
  const stored = needProduct(products, 'storedCounts')
  const { slope, intercept } = commonRescale(volume, needProduct(products, 'sliceOrder'))
  const hu = otsu.threshold * (stored.from + stored.counts.length - 1) * slope + intercept
  const voxels = pieces.reduce((sum, count) => sum + count, 0)
  return {
    products: { otsu, threshold: { hu, raw: otsu.threshold }, mask, voxels },
    figures: { thresholdHU: hu, thresholdRaw: otsu.threshold, voxels },
    findings: [],
  }
}

/** Sets the voxels of slice k whose stored value is smaller than `cut`, reading HU where no stored values are kept; gives their number. */
function keepBelow(volume: Volume, k: number, cut: number, mask: BitMask): number {
  if (volume.stored !== null) return thresholdRows(volume.stored, k, cut, false, mask)
  const { slope = 1, intercept = 0 } = volume.slices[k] ?? {}
  // stored < cut is hu < cut * slope + intercept; with a negative slope, hu above it. Half a step of HU decides, since
  // stored values are whole: the border lies between the HU of cut - 1 and that of cut.
  const between = (cut - 0.5) * slope + intercept
  return thresholdRows(volume.hu, k, Math.ceil(between), slope < 0, mask)
}

/** The rescale of most slices. */
function commonRescale(volume: Volume, order: readonly number[]): { slope: number; intercept: number } {
  const counts = new Map<string, { slope: number; intercept: number; slices: number }>()
  for (const k of order) {
    const { slope = 1, intercept = 0 } = volume.slices[k] ?? {}
    const entry = counts.get(`${slope} ${intercept}`) ?? { slope, intercept, slices: 0 }
    entry.slices++
    counts.set(`${slope} ${intercept}`, entry)
  }
  return [...counts.values()].reduce((best, entry) => (entry.slices > best.slices ? entry : best), {
    slope: 1,
    intercept: 0,
    slices: 0,
  })
}
