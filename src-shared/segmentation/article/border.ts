import { z } from 'zod'
import { dropBorderComponents, type Parts } from '../../imaging/drop-border-components.ts'
import { fillRuns } from '../../imaging/fill-runs.ts'
import { findRuns } from '../../imaging/find-runs.ts'
import { joinParts } from '../../imaging/join-parts.ts'
import { labelComponents } from '../../imaging/label-components.ts'
import { type PlaneLayout, planesOfLayout, rowLayout, sliceLayout } from '../../imaging/plane-layout.ts'
import { type BitMask, createBitMask } from '../../mask.ts'
import type { PieceWork, StageContext, StageOutput } from '../method.ts'
import { needProduct } from '../need-product.ts'
import { pieceStage } from '../piece-work.ts'

/**
 * Removes, plane by plane, every 4-connected component that touches one of the plane's four sides: the air around the body.
 *
 * The article's code loops over axis 0 of (rows, columns, slices), so that its planes are those of constant row (`rows`),
 * while its words and pictures speak of slices (`axial`). Both are offered and both are exact.
 * Source: the article, `lung_separation`.
 */
export const border = pieceStage(
  {
    id: 'border',
    title: 'Remove air at the border',
    why: 'In each plane, what touches the edge of the picture is air around the body and goes.',
    source: 'The article: lung_separation; scikit-image 0.19.3 label, connectivity 1',
    schema: z.object({
      planes: z
        .enum(['axial', 'rows'])
        .default('axial')
        .meta({
          title: 'Planes',
          description:
            'Planes in which parts are found: slices, as the article says, or planes of constant row, as its code does.',
          flag: 'planes',
          choices: { axial: 'Slices, as the article means', rows: 'Rows, as its code runs' },
        }),
    }),
    share: 30,
  },
  { prepare, piece, join } satisfies PieceWork<Plan, Piece>,
)

interface Plan {
  readonly layout: PlaneLayout
  readonly mask: BitMask
}

interface Piece {
  /** What stays. */
  readonly parts: Parts
  /** Parts there were before. */
  readonly found: number
  readonly voxels: number
}

function prepare({ volume, parameters, products }: StageContext): { count: number; plan: Plan } {
  const order = needProduct(products, 'sliceOrder')
  const { size } = volume.grid
  const layout = parameters['planes'] === 'rows' ? rowLayout(size, order) : sliceLayout(size, order)
  return { count: layout.planeWord.length, plan: { layout, mask: createBitMask(size, true) } }
}

function piece({ products, report }: StageContext, plan: Plan, from: number, to: number): Piece {
  const layout = planesOfLayout(plan.layout, from, to)
  const runs = findRuns(needProduct(products, 'mask').words, layout)
  const components = labelComponents(runs, layout, report)
  const parts = dropBorderComponents({ runs, components })
  return { parts, found: components.count, voxels: fillRuns(parts, layout, 0, plan.mask.words) }
}

function join(_: StageContext, { layout, mask }: Plan, pieces: readonly Piece[]): StageOutput {
  const parts = joinParts(pieces.map((one) => one.parts))
  const found = pieces.reduce((sum, one) => sum + one.found, 0)
  const voxels = pieces.reduce((sum, one) => sum + one.voxels, 0)
  const kept = parts.components.count
  return {
    products: { layout, parts, mask, voxels },
    figures: { parts: found, removedParts: found - kept, keptParts: kept, voxels },
    findings: [],
  }
}
