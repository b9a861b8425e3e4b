import { z } from 'zod'
import { cropMask, occupiedBox, padBox, pasteMask } from '../../imaging/crop-mask.ts'
import { fillCavities, fillHolesInPlane } from '../../imaging/fill-holes.ts'
import { countRuns } from '../../imaging/run-mask.ts'
import { type BitMask, createBitMask } from '../../mask.ts'
import type { Stage, StageContext, StageOutput } from '../method.ts'
import { changeLungs } from './frame.ts'
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
  const before = { right: need(products, 'right'), left: need(products, 'left') }
  const airways = need(products, 'airways')
  const maxArea = Number(parameters['maxHoleMm2']) / pixelMm2(upright)
  const made = changeLungs(before, airways, (lung) => filled(lung, maxArea))
  const product = labelled(upright, { ...made, airways })
  const added = product.voxels - countRuns(before.right) - countRuns(before.left)
  return {
    products: { standard: { ...standardProducts(products), ...made }, ...product },
    figures: { addedMl: millilitres(upright, added), voxels: product.voxels },
    findings: [],
  }
}

/** The lung with its holes filled; room is made around it, so that the sides of the mask enclose nothing. */
function filled(mask: BitMask, maxArea: number): BitMask {
  const out = createBitMask(mask.size)
  const box = occupiedBox(mask)
  if (box === null) return out
  const room = padBox(box, [1, 1, 1])
  pasteMask(fillHolesInPlane(fillCavities(cropMask(mask, room)), maxArea), room, out)
  return out
}
