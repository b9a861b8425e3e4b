import { z } from 'zod'
import { findParts, runsOfParts } from '../../imaging/find-parts.ts'
import type { Stage, StageContext, StageOutput } from '../method.ts'
import { millilitres, need, shown, standardProducts } from './stage-support.ts'

/**
 * Removes 3-D parts of the lungs smaller than V mm3 (V = `minPartMm3`).
 *
 * Source: the article's `volume_filterin`, carried over from pixels of a plane to the volume of the part.
 */
export const smallParts3d: Stage = {
  id: 'small-parts',
  title: 'Remove small parts',
  why: 'Parts of less than V cubic millimetres are taken for noise and go.',
  source: 'The article: volume_filterin, in 3-D',
  schema: z.object({
    minPartMm3: z.int().min(0).max(1_000_000).default(500).meta({
      title: 'V',
      description: 'Smallest 3-D part that stays.',
      unit: 'mm³',
      scale: 'log',
      flag: 'v-mm3',
    }),
  }),
  share: 6,
  run: runSmallParts,
}

/** Voxels that a part needs to be of at least so many mm3. */
export const voxelsOf = (mm3: number, voxelMm3: number): number => Math.ceil(mm3 / voxelMm3 - 1e-9)

function runSmallParts({ parameters, products, report }: StageContext): StageOutput {
  const upright = need(products, 'upright')
  const minComponentPx = voxelsOf(Number(parameters['minPartMm3']), upright.voxelMm3)
  const found = findParts(need(products, 'lungs'), false, report)
  const { area, count } = found.components
  const keep = area.map((voxels) => (voxels >= minComponentPx ? 1 : 0))
  const lungs = runsOfParts(found, keep, upright.size)
  const product = shown(upright, lungs)
  const keptParts = keep.reduce((sum, one) => sum + one, 0)
  const before = area.reduce((sum, voxels) => sum + voxels, 0)
  return {
    products: {
      standard: { ...standardProducts(products), lungs },
      layout: found.layout,
      parts: { runs: found.runs, components: found.components },
      minComponentPx,
      ...product,
    },
    figures: {
      parts: count,
      keptParts,
      removedParts: count - keptParts,
      removedVoxels: before - product.voxels,
      removedMl: millilitres(upright, before - product.voxels),
      voxels: product.voxels,
    },
    findings: [],
  }
}
