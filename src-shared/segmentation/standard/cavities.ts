import { z } from 'zod'
import { cropMask, occupiedBox, padBox, pasteMask } from '../../imaging/crop-mask.ts'
import { copyMask, fillCavities, fillHolesInPlane } from '../../imaging/fill-holes.ts'
import { type BitMask, countBits } from '../../mask.ts'
import type { Stage, StageContext, StageOutput } from '../method.ts'
import { apart } from './apart.ts'
import { labelled } from './labelled.ts'
import { millilitres, need, pixelMm2, standardProducts } from './stage-support.ts'

/**
 * Fills what a lung encloses: cavities of any size that it surrounds on all sides, and in each slice holes up to an area that vessels and
 * nodules have. Larger holes in a slice are no cavities: the dome of the diaphragm looks like one.
 *
 * Source: hole filling as in Hu, Hoffman, Reinhardt 2001 (doi 10.1109/42.929615); the limit of area is ours.
 */
export const cavities: Stage = {
  id: 'cavities',
  title: 'Fill cavities',
  why: 'Vessels, nodules and masses that a lung encloses belong to it.',
  source: 'Hu, Hoffman, Reinhardt 2001',
  schema: z.object({
    maxHoleMm2: z.int().min(0).max(5000).default(150).meta({
      title: 'Largest hole in a slice',
      description: 'Holes of a lung in a slice up to this area are filled; cavities closed on all sides always are.',
      unit: 'mm²',
      scale: 'linear',
    }),
  }),
  share: 8,
  run: runCavities,
}

function runCavities({ parameters, products }: StageContext): StageOutput {
  const upright = need(products, 'upright')
  const before = standardProducts(products)
  const [right, left, airways] = [need(products, 'right'), need(products, 'left'), need(products, 'airways')]
  const maxArea = Number(parameters['maxHoleMm2']) / pixelMm2(upright)
  const made = apart({ right, left }, { right: filled(right, maxArea), left: filled(left, maxArea) }, airways)
  const product = labelled(upright, { ...made, airways })
  const added = product.voxels - countBits(right) - countBits(left)
  return {
    products: { standard: { ...before, ...made }, ...product },
    figures: { addedMl: millilitres(upright, added), voxels: product.voxels },
    findings: [],
  }
}

function filled(mask: BitMask, maxArea: number): BitMask {
  const box = occupiedBox(mask)
  if (box === null) return mask
  const room = padBox(box, [1, 1, 1])
  const part = fillHolesInPlane(fillCavities(cropMask(mask, room)), maxArea)
  const out = copyMask(mask)
  pasteMask(part, room, out)
  return out
}
