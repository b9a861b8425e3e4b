import { z } from 'zod'
import { countRuns } from '../../imaging/run-mask.ts'
import { smoothInPlane } from '../../imaging/smooth-in-plane.ts'
import { pieceStage } from '../piece-work.ts'
import { lungPieces } from './lung-pieces.ts'
import { millilitres, need } from './stage-support.ts'

/** Half keeps straight borders where they are, so that volumes do not drift. */
const part = 0.5
/** Lungs smaller than a grown-up's are smoothed over a disc smaller in proportion. */
const fullLungMl = 1300

/**
 * Smooths each lung's outline in every slice: the pleura is a smooth sheet, while the threshold leaves steps of noise and the mouths of
 * vessels at the hilum as spikes. Coarse voxels, larger than the disc, stay as they are.
 *
 * Source: smoothing of the borders to meet those that analysts draw, the third step of Hu, Hoffman, Reinhardt 2001
 * (doi 10.1109/42.929615); the disc is ours.
 */
export const outline = pieceStage(
  {
    id: 'outline',
    title: 'Smooth the outline',
    why: 'The pleura is smooth: steps of noise and spikes at the hilum go.',
    source: 'Hu, Hoffman, Reinhardt 2001',
    schema: z.object({
      outlineRadiusMm: z.number().min(0).max(8).default(4).meta({
        title: 'Smoothing of the outline',
        description: 'Radius of the disc over which the outline is smoothed in each slice; 0 leaves it as it is.',
        unit: 'mm',
        scale: 'linear',
      }),
    }),
    share: 10,
  },
  lungPieces({
    reach: () => 0,
    change: (lung, { products, parameters }, side, _, report) => {
      const upright = need(products, 'upright')
      const ml = millilitres(upright, countRuns(need(products, side)))
      const radius = Number(parameters['outlineRadiusMm']) * Math.min(1, Math.cbrt(ml / fullLungMl))
      return smoothInPlane(lung, upright.metric, radius, part, report)
    },
    figure: 'changeMl',
  }),
)
