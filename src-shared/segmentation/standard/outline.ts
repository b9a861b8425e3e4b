import { z } from 'zod'
import { countRuns, type RunMask } from '../../imaging/run-mask.ts'
import { smoothInPlane } from '../../imaging/smooth-in-plane.ts'
import type { Stage, StageContext, StageOutput } from '../method.ts'
import { changeLungs } from './frame.ts'
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
  const before = { right: need(products, 'right'), left: need(products, 'left') }
  const airways = need(products, 'airways')
  const full = Number(parameters['outlineRadiusMm'])
  const radius = (lung: RunMask): number =>
    full * Math.min(1, Math.cbrt(millilitres(upright, countRuns(lung)) / fullLungMl))
  const made = changeLungs(before, airways, (lung, side) =>
    smoothInPlane(lung, upright.metric, radius(before[side]), part, (done, total) =>
      report(side === 'right' ? done : total + done, 2 * total),
    ),
  )
  const product = labelled(upright, { ...made, airways })
  const change = product.voxels - countRuns(before.right) - countRuns(before.left)
  return {
    products: { standard: { ...standardProducts(products), ...made }, ...product },
    figures: { changeMl: millilitres(upright, change), voxels: product.voxels },
    findings: [],
  }
}
