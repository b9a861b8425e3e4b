import { z } from 'zod'
import { closeBall } from '../../imaging/close-ball.ts'
import { countRuns } from '../../imaging/run-mask.ts'
import type { Stage, StageContext, StageOutput } from '../method.ts'
import { changeLungs } from './frame.ts'
import { labelled } from './labelled.ts'
import { millilitres, need, standardProducts } from './stage-support.ts'

/**
 * Closes each lung with a ball, so that vessels at the hilum and nodules at the pleura come back. What the other lung or the
 * airways hold stays theirs; what both closings claim belongs to neither.
 *
 * Source: rolling-ball smoothing of the lung border, as Hu, Hoffman, Reinhardt 2001 (doi 10.1109/42.929615) do in-plane; here the ball
 * is Euclidean in mm and 3-D (see `closeBall`).
 */
export const closing3d: Stage = {
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
  run: runClosing,
}

function runClosing({ parameters, products, report }: StageContext): StageOutput {
  const upright = need(products, 'upright')
  const before = { right: need(products, 'right'), left: need(products, 'left') }
  const airways = need(products, 'airways')
  const radius = Number(parameters['closingRadiusMm'])
  const made = changeLungs(before, airways, (lung, side) =>
    closeBall(lung, upright.metric, radius, (done, total) => report(side === 'right' ? done : total + done, 2 * total)),
  )
  const product = labelled(upright, { ...made, airways })
  const added = product.voxels - countRuns(before.right) - countRuns(before.left)
  return {
    products: { standard: { ...standardProducts(products), ...made }, ...product },
    figures: { addedMl: millilitres(upright, added), voxels: product.voxels },
    findings: [],
  }
}
