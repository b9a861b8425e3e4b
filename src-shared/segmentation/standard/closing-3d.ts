import { z } from 'zod'
import { closeBall } from '../../imaging/close-ball.ts'
import { union, without } from '../../imaging/mask-logic.ts'
import { countBits } from '../../mask.ts'
import type { Stage, StageContext, StageOutput } from '../method.ts'
import { apart } from './apart.ts'
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
  const before = standardProducts(products)
  const [right, left, airways] = [need(products, 'right'), need(products, 'left'), need(products, 'airways')]
  const radius = Number(parameters['closingRadiusMm'])
  const closed = {
    right: closeBall(right, upright.metric, radius, (done, total) => report(done, 2 * total)),
    left: closeBall(left, upright.metric, radius, (done, total) => report(total + done, 2 * total)),
  }
  const made = apart({ right, left }, closed, airways)
  const product = labelled(upright, { ...made, airways })
  return {
    products: { standard: { ...before, ...made, lungs: union(made.right, made.left) }, ...product },
    figures: {
      addedMl: millilitres(upright, product.voxels - countBits(without(right, left)) - countBits(left)),
      voxels: product.voxels,
    },
    findings: [],
  }
}
