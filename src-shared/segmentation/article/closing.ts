import { z } from 'zod'
import type { Finding } from '../../finding.ts'
import { closeCross } from '../../imaging/close-cross.ts'
import { planesOfLayout } from '../../imaging/plane-layout.ts'
import { type BitMask, createBitMask } from '../../mask.ts'
import type { PieceWork, StageContext, StageOutput } from '../method.ts'
import { needProduct } from '../need-product.ts'
import { pieceStage } from '../piece-work.ts'

/**
 * Closes each plane with the 3x3 cross: gaps of up to two pixels are filled and edges get smoother. Last stage of the mask,
 * so it says when nothing was found.
 *
 * Source: the article, `applying_binary_closing`; see `closeCross`.
 */
export const closing = pieceStage(
  {
    id: 'closing',
    title: 'Close gaps',
    why: 'In each plane, a closing with the 3x3 cross fills gaps of a pixel or two and smooths the outline.',
    source: 'The article: applying_binary_closing; scikit-image 0.19.3 binary_closing',
    schema: z.object({}),
    share: 6,
  },
  { prepare, piece, join } satisfies PieceWork<BitMask, number>,
)

const noLungs: Finding = {
  code: 'E_NO_LUNGS',
  severity: 'error',
  message:
    'No lungs found: the mask is empty. Try a smaller V, the other planes, or check that this series shows the chest.',
  where: { stage: 'closing' },
}

function prepare({ volume, products }: StageContext): { count: number; plan: BitMask } {
  const count = needProduct(products, 'layout').planeWord.length
  return { count, plan: createBitMask(volume.grid.size, true) }
}

/** Gives the number of voxels of the closed planes. */
function piece({ products, report }: StageContext, mask: BitMask, from: number, to: number): number {
  const layout = planesOfLayout(needProduct(products, 'layout'), from, to)
  return closeCross(needProduct(products, 'mask').words, layout, mask.words, report)
}

function join({ products }: StageContext, mask: BitMask, pieces: readonly number[]): StageOutput {
  const voxels = pieces.reduce((sum, closed) => sum + closed, 0)
  return {
    products: { mask, voxels },
    figures: { addedVoxels: voxels - needProduct(products, 'voxels'), voxels },
    findings: voxels === 0 ? [noLungs] : [],
  }
}
