import { z } from 'zod'
import { voxelVolumeMm3 } from '../../geometry.ts'
import { fillRuns } from '../../imaging/fill-runs.ts'
import { createBitMask } from '../../mask.ts'
import type { Stage, StageContext, StageOutput } from '../method.ts'
import { needProduct } from '../need-product.ts'

/**
 * Removes, plane by plane, every 4-connected component of fewer than V pixels (V = `minComponentPx`): noise.
 *
 * Areas are known from the stage before, so that a new V only walks over runs.
 * Source: the article, `volume_filterin`, V = 100.
 */
export const smallParts: Stage = {
  id: 'small-parts',
  title: 'Remove small parts',
  why: 'In each plane, parts of fewer than V pixels are taken for noise and go.',
  source: 'The article: volume_filterin',
  schema: z.object({
    minComponentPx: z.int().min(0).max(10_000).default(100).meta({
      title: 'V',
      description: 'Smallest part that stays, in pixels of its plane; smaller ones are removed.',
      unit: 'px',
      scale: 'log',
      flag: 'v',
    }),
  }),
  share: 4,
  run: runSmallParts,
}

function runSmallParts({ volume, parameters, products }: StageContext): StageOutput {
  const minComponentPx = Number(parameters['minComponentPx'])
  const parts = needProduct(products, 'parts')
  const mask = createBitMask(volume.grid.size, true)
  const voxels = fillRuns(parts, needProduct(products, 'layout'), minComponentPx, mask.words)
  const { area, count } = parts.components
  let removedParts = 0
  for (const pixels of area) if (pixels < minComponentPx) removedParts++
  const removedVoxels = needProduct(products, 'voxels') - voxels
  return {
    products: { minComponentPx, mask, voxels },
    figures: {
      parts: count,
      removedParts,
      keptParts: count - removedParts,
      removedVoxels,
      removedMl: (removedVoxels * voxelVolumeMm3(volume.grid)) / 1000,
      voxels,
    },
    findings: [],
  }
}
