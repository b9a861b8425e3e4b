import { z } from 'zod'
import { ballSlices, closeBall } from '../../imaging/close-ball.ts'
import { pieceStage } from '../piece-work.ts'
import { lungPieces } from './lung-pieces.ts'
import { need } from './stage-support.ts'

/**
 * Closes each lung with a ball, so that vessels at the hilum and nodules at the pleura come back. What the other lung or the
 * airways hold stays theirs; what both closings claim belongs to neither.
 *
 * Source: rolling-ball smoothing of the lung border, as Hu, Hoffman, Reinhardt 2001 (doi 10.1109/42.929615) do in-plane; here the ball
 * is Euclidean in mm and 3-D (see `closeBall`).
 */
export const closing3d = pieceStage(
  {
    id: 'closing',
    title: 'Close gaps',
    why: 'Vessels and small nodules at the border come back into their lung.',
    source: 'Hu, Hoffman, Reinhardt 2001',
    schema: z.object({
      closingRadiusMm: z.number().min(0).max(15).default(3).meta({
        title: 'Closing radius',
        description: 'Radius of the ball that rolls around each lung; gaps it cannot enter are filled.',
        unit: 'mm',
        scale: 'linear',
      }),
    }),
    share: 25,
  },
  lungPieces({
    reach: ({ products, parameters }) =>
      2 * ballSlices(need(products, 'upright').metric, Number(parameters['closingRadiusMm'])),
    change: (lung, { products, parameters }, _, wanted, report) =>
      closeBall(lung, need(products, 'upright').metric, Number(parameters['closingRadiusMm']), report, wanted),
    figure: 'addedMl',
  }),
)
