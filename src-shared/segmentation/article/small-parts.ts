import { z } from 'zod'
import { voxelVolumeMm3 } from '../../geometry.ts'
import { fillRuns } from '../../imaging/fill-runs.ts'
import { planesOfLayout } from '../../imaging/plane-layout.ts'
import { type BitMask, createBitMask } from '../../mask.ts'
import type { PieceWork, StageContext, StageOutput } from '../method.ts'
import { needProduct } from '../need-product.ts'
import { pieceStage } from '../piece-work.ts'

/**
 * Removes, plane by plane, every 4-connected component of fewer than V pixels (V = `minComponentPx`): noise.
 *
 * Areas are known from the stage before, so that a new V only walks over runs.
 * Source: the article, `volume_filterin`, V = 100.
 */
export const smallParts = pieceStage(
  {
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
  },
  { prepare, piece, join } satisfies PieceWork<BitMask, number>,
)

function prepare({ volume, products }: StageContext): { count: number; plan: BitMask } {
  const count = needProduct(products, 'layout').planeWord.length
  return { count, plan: createBitMask(volume.grid.size, true) }
}

/** Gives the number of voxels kept. */
function piece({ parameters, products }: StageContext, mask: BitMask, from: number, to: number): number {
  const { runs, components } = needProduct(products, 'parts')
  const layout = needProduct(products, 'layout')
  const rows = layout.rowWord.length
  const rowRuns = runs.rowRuns.subarray(from * rows, to * rows + 1)
  const parts = { runs: { ...runs, rowRuns }, components }
  return fillRuns(parts, planesOfLayout(layout, from, to), Number(parameters['minComponentPx']), mask.words)
}

function join({ volume, parameters, products }: StageContext, mask: BitMask, pieces: readonly number[]): StageOutput {
  const minComponentPx = Number(parameters['minComponentPx'])
  const { area, count } = needProduct(products, 'parts').components
  const voxels = pieces.reduce((sum, kept) => sum + kept, 0)
  let removedParts = 0
  for (let part = 0; part < count; part++) if ((area[part] as number) < minComponentPx) removedParts++
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
