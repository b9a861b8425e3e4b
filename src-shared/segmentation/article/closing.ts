import { z } from 'zod'
import type { Finding } from '../../finding.ts'
import { closeCross } from '../../imaging/close-cross.ts'
import { createBitMask } from '../../mask.ts'
import type { Stage, StageContext, StageOutput } from '../method.ts'
import { needProduct } from '../need-product.ts'

/**
 * Closes each plane with the 3x3 cross: gaps of up to two pixels are filled and edges get smoother. Last stage of the mask,
 * so it says when nothing was found.
 *
 * Source: the article, `applying_binary_closing`; see `closeCross`.
 */
export const closing: Stage = {
  id: 'closing',
  title: 'Close gaps',
  why: 'In each plane, a closing with the 3x3 cross fills gaps of a pixel or two and smooths the outline.',
  source: 'The article: applying_binary_closing; scikit-image 0.19.3 binary_closing',
  schema: z.object({}),
  share: 6,
  run: runClosing,
}

const noLungs: Finding = {
  code: 'E_NO_LUNGS',
  severity: 'error',
  message:
    'No lungs found: the mask is empty. Try a smaller V, the other planes, or check that this series shows the chest.',
  where: { stage: 'closing' },
}

function runClosing({ volume, products, report }: StageContext): StageOutput {
  const mask = createBitMask(volume.grid.size, true)
  const voxels = closeCross(needProduct(products, 'mask').words, needProduct(products, 'layout'), mask.words, report)
  return {
    products: { mask, voxels },
    figures: { addedVoxels: voxels - needProduct(products, 'voxels'), voxels },
    findings: voxels === 0 ? [noLungs] : [],
  }
}
