import { z } from 'zod'
import { dilateRows, erodeRows } from '../../imaging/dilate-rows.ts'
import { ballRows } from '../../imaging/element-rows.ts'
import { findParts, partsOfSlices, runsOfParts } from '../../imaging/find-parts.ts'
import { holesInPlane } from '../../imaging/holes.ts'
import { type RunMask, stackRuns, toBits, toRuns } from '../../imaging/run-mask.ts'
import { thresholdRows } from '../../imaging/threshold-rows.ts'
import { createBitMask } from '../../mask.ts'
import type { PieceWork, StageContext, StageOutput } from '../method.ts'
import { pieceStage } from '../piece-work.ts'
import { stretches } from '../stretches.ts'
import { millilitres, need, shown, slicesOfHu, standardProducts } from './stage-support.ts'

/** Halfway between air and fat, so that skin and fat belong to the body and foam and clothes do not. */
const tissueHU = -400
const besideTrunk = 0.4

/**
 * Outlines the trunk: tissue opened with a disc, its largest 3-D part with everything it encloses in each slice, and of each
 * slice only the largest piece, or pieces nearly as large. Opening parts clothes, blankets and the thin shells of the table
 * from the skin; arms that lie beside the trunk are pieces of their own.
 *
 * The opening radius is half of what a blanket or table shell may measure and far less than a chest wall.
 * Source: the order of steps follows Hu, Hoffman, Reinhardt, IEEE Trans. Med. Imaging 20(6), 2001, 490-498
 * (doi 10.1109/42.929615), whose threshold is found within the body alone.
 */
export const body = pieceStage(
  {
    id: 'body',
    title: 'Body outline',
    why: 'The trunk without table, clothes and arms, so that the threshold is found on the patient alone.',
    source: 'Hu, Hoffman, Reinhardt 2001',
    schema: z.object({
      bodyOpeningMm: z.number().min(0).max(10).default(2.5).meta({
        title: 'Opening of the outline',
        description: 'Anything thinner than twice this is not taken for body: clothes, blankets, table shells.',
        unit: 'mm',
      }),
    }),
    share: 12,
  },
  { prepare, piece, join } satisfies PieceWork<null, RunMask>,
)

/** Slices whose bits are held at once. */
const atOnce = 16

function prepare({ products }: StageContext): { count: number; plan: null } {
  return { count: need(products, 'upright').size[2], plan: null }
}

/** Tissue of some slices, opened. */
function piece(context: StageContext, _: null, from: number, to: number): RunMask {
  const { size, metric } = need(context.products, 'upright')
  const disc = ballRows(metric, Number(context.parameters['bodyOpeningMm']), true)
  return stackRuns(
    stretches(from, to, atOnce).map(([first, last]) => {
      context.report(first - from, to - from)
      const tissue = createBitMask([size[0], size[1], last - first])
      const hu = slicesOfHu(context, first, last)
      for (let k = 0; k < last - first; k++) thresholdRows(hu, k, tissueHU, true, tissue)
      return toRuns(dilateRows(erodeRows(tissue, disc), disc))
    }),
  )
}

function join({ products }: StageContext, _: null, pieces: readonly RunMask[]): StageOutput {
  const upright = need(products, 'upright')
  const { size } = upright
  const parts = findParts(stackRuns(pieces))
  const { area } = parts.components
  const largest = area.reduce((best, voxels, part) => (voxels > (area[best] ?? 0) ? part : best), 0)
  const keep = area.map((_area, part) => (part === largest ? 1 : 0))
  const trunk = stackRuns(
    stretches(0, size[2], atOnce).map(([first, last]) => {
      const some = partsOfSlices(parts, size, first, last)
      const whole = runsOfParts(some, keep, [size[0], size[1], last - first])
      const found = findParts(toBits([whole, holesInPlane(whole)]), true)
      return runsOfParts(found, largePieces(found), whole.size)
    }),
  )
  const product = shown(upright, trunk)
  return {
    products: { standard: { ...standardProducts(products), trunk }, ...product },
    figures: { bodyMl: millilitres(upright, product.voxels), voxels: product.voxels },
    findings: [],
  }
}

/** 1 for each piece that is the largest of its slice or at least `besideTrunk` of it. Pieces are numbered slice by slice. */
function largePieces({ runs, components, layout }: ReturnType<typeof findParts>): Uint8Array {
  const keep = new Uint8Array(components.count)
  const rows = layout.rowWord.length
  for (let k = 0; k < layout.planeWord.length; k++) {
    const begin = runs.rowRuns[k * rows] as number
    const end = runs.rowRuns[(k + 1) * rows] as number
    let largest = 0
    for (let run = begin; run < end; run++) {
      largest = Math.max(largest, components.area[components.ofRun[run] as number] as number)
    }
    for (let run = begin; run < end; run++) {
      const piece = components.ofRun[run] as number
      if ((components.area[piece] as number) >= besideTrunk * largest) keep[piece] = 1
    }
  }
  return keep
}
