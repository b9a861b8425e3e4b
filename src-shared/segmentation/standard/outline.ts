import { z } from 'zod'
import { smoothInPlane } from '../../imaging/smooth-in-plane.ts'
import { type BitMask, countBits } from '../../mask.ts'
import type { Stage, StageContext, StageOutput } from '../method.ts'
import { apart } from './apart.ts'
import { labelled } from './labelled.ts'
import { millilitres, need, standardProducts } from './stage-support.ts'

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
export const outline: Stage = {
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
  run: runOutline,
}

function runOutline({ parameters, products, report }: StageContext): StageOutput {
  const upright = need(products, 'upright')
  const before = standardProducts(products)
  const [right, left, airways] = [need(products, 'right'), need(products, 'left'), need(products, 'airways')]
  const full = Number(parameters['outlineRadiusMm'])
  const radius = (lung: BitMask): number =>
    full * Math.min(1, Math.cbrt(millilitres(upright, countBits(lung)) / fullLungMl))
  const smooth = {
    right: smoothInPlane(right, upright.metric, radius(right), part, (done, total) => report(done, 2 * total)),
    left: smoothInPlane(left, upright.metric, radius(left), part, (done, total) => report(total + done, 2 * total)),
  }
  const made = apart({ right, left }, smooth, airways)
  const product = labelled(upright, { ...made, airways })
  const change = product.voxels - countBits(right) - countBits(left)
  return {
    products: { standard: { ...before, ...made }, ...product },
    figures: { changeMl: millilitres(upright, change), voxels: product.voxels },
    findings: [],
  }
}
