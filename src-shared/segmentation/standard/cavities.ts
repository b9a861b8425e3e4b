import { z } from 'zod'
import { cavitiesIn, holesInPlane } from '../../imaging/holes.ts'
import { toBits, toRuns } from '../../imaging/run-mask.ts'
import { pieceStage } from '../piece-work.ts'
import { lungPieces } from './lung-pieces.ts'
import { need, pixelMm2 } from './stage-support.ts'

/**
 * Fills what a lung encloses: cavities of any size that it surrounds on all sides, and in each slice holes up to an area that vessels and
 * nodules have. Larger holes in a slice are no cavities: the dome of the diaphragm looks like one.
 *
 * Source: hole filling as in Hu, Hoffman, Reinhardt 2001 (doi 10.1109/42.929615); the limit of area is ours.
 */
export const cavities = pieceStage(
  {
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
  },
  lungPieces({
    reach: () => 0,
    more: cavitiesIn,
    change: (lung, { products, parameters }) => {
      const maxArea = Number(parameters['maxHoleMm2']) / pixelMm2(need(products, 'upright'))
      const runs = toRuns(lung)
      return toBits([runs, holesInPlane(runs, maxArea)])
    },
    figure: 'addedMl',
  }),
)
