import { z } from 'zod'
import { countRunsHu } from '../../imaging/count-runs-hu.ts'
import { otsuHu } from '../../imaging/otsu-hu.ts'
import { type RunMask, stackRuns, toRuns } from '../../imaging/run-mask.ts'
import { thresholdRows } from '../../imaging/threshold-rows.ts'
import { createBitMask } from '../../mask.ts'
import type { PieceWork, StageContext, StageOutput } from '../method.ts'
import { pieceStage } from '../piece-work.ts'
import { stretches } from '../stretches.ts'
import { need, shown, slicesOfHu, standardProducts, uprightHu } from './stage-support.ts'

const limits = [-600, -320] as const
/** HU that tissue is clipped at: bone and contrast would else pull the threshold up. */
const clipHU = [-1024, 150] as const
/** Fat is left out: pleura, muscle, diaphragm, heart and vessels border the lungs, and fat would pull the threshold down. */
const fatHU = [-200, -30] as const

/**
 * Finds the HU below which a voxel counts as air, and marks those voxels.
 *
 * Otsu's threshold lies halfway between the means of the two classes it parts; inside the body these are lung and, with fat
 * left out, soft tissue, so that it marks the border where half of a voxel is lung, however dense this patient's lungs are. Outside of -600 to -320 HU
 * something else than lung and tissue was parted, and the nearer limit stands.
 * Source: N. Otsu 1979 (see `otsuHu`); the iterative optimal threshold inside the body of Hu, Hoffman, Reinhardt 2001
 * (doi 10.1109/42.929615) finds the same halfway point.
 */
export const air = pieceStage(
  {
    id: 'air',
    title: 'Threshold',
    why: 'Halfway between this patient’s lungs and soft tissue, found inside the body; what lies below it is air.',
    source: 'Otsu 1979; Hu, Hoffman, Reinhardt 2001',
    schema: z.object({
      thresholdMode: z
        .enum(['otsu', 'fixed', 'manual'])
        .default('otsu')
        .meta({
          title: 'Threshold',
          description: 'How the border between air and tissue is found.',
          choices: { otsu: 'Otsu, −600 to −320 HU', fixed: 'Fixed at −400 HU', manual: 'Manual' },
        }),
      thresholdHU: z
        .int()
        .min(-900)
        .max(0)
        .default(-400)
        .meta({
          title: 'Manual threshold',
          description: 'Voxels below this count as air; used when the threshold is manual.',
          unit: 'HU',
          scale: 'linear',
          flag: 'threshold-hu',
          usedWith: { name: 'thresholdMode', value: 'manual' },
        }),
    }),
    share: 10,
  },
  { prepare, piece, join } satisfies PieceWork<Plan, RunMask>,
)

interface Plan {
  readonly airHU: number
  /** Otsu's threshold; null where it found none. */
  readonly found: number | null
}

/** Slices whose bits are held at once. */
const atOnce = 16

function prepare(context: StageContext): { count: number; plan: Plan } {
  const { parameters, products } = context
  const counted = countRunsHu(uprightHu(context), need(products, 'trunk'), clipHU[0], clipHU[1])
  counted.counts.fill(0, fatHU[0] - clipHU[0], fatHU[1] - clipHU[0])
  const found = otsuHu(counted)
  return { count: need(products, 'upright').size[2], plan: { airHU: chooseThreshold(parameters, found), found } }
}

function piece(context: StageContext, { airHU }: Plan, from: number, to: number): RunMask {
  const [nx, ny] = need(context.products, 'upright').size
  return stackRuns(
    stretches(from, to, atOnce).map(([first, last]) => {
      context.report(first - from, to - from)
      const mask = createBitMask([nx, ny, last - first])
      const hu = slicesOfHu(context, first, last)
      for (let k = 0; k < last - first; k++) thresholdRows(hu, k, airHU, false, mask)
      return toRuns(mask)
    }),
  )
}

function join({ products }: StageContext, { airHU, found }: Plan, pieces: readonly RunMask[]): StageOutput {
  const below = stackRuns(pieces)
  const product = shown(need(products, 'upright'), below)
  return {
    products: {
      standard: { ...standardProducts(products), airHU, air: below },
      threshold: { hu: airHU, raw: airHU },
      ...product,
    },
    figures: { thresholdHU: airHU, ...(found === null ? {} : { otsuHU: found }), voxels: product.voxels },
    findings: [],
  }
}

function chooseThreshold(parameters: StageContext['parameters'], found: number | null): number {
  if (parameters['thresholdMode'] === 'manual') return Number(parameters['thresholdHU'])
  if (parameters['thresholdMode'] === 'fixed' || found === null) return -400
  return Math.min(limits[1], Math.max(limits[0], found))
}
