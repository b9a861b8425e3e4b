import { z } from 'zod'
import type { Finding, Where } from '../../finding.ts'
import { growBall } from '../../imaging/grow-ball.ts'
import { intersection, without } from '../../imaging/mask-logic.ts'
import { countRuns, noRuns, toBits, toRuns } from '../../imaging/run-mask.ts'
import type { Stage, StageContext, StageOutput } from '../method.ts'
import { findWindpipe } from './find-windpipe.ts'
import { growAirway } from './grow-airway.ts'
import { millilitres, need, needBits, placeOf, shown, standardProducts, uprightHu } from './stage-support.ts'
import { middleOfTrunk } from './trunk-middle.ts'

const smallestMl = 3
const largestMl = 150

/**
 * Finds the windpipe, grows it into the main bronchi without leaking into the lungs, and takes both out of the air.
 *
 * Source: 3-D region growing that adjusts its parameters by itself: K. Mori et al., "Automated Extraction and Visualization of Bronchus
 * from 3D CT Images of Lung", CVRMed 1995; where growth stops is ours (see `growAirway`).
 */
export const airway: Stage = {
  id: 'airway',
  title: 'Windpipe and bronchi',
  why: 'The windpipe, found by its shape, and the main bronchi belong to the airways, not to the lungs.',
  source: 'Mori et al. 1995',
  schema: z.object({
    airwayWallMm: z.number().min(0).max(5).default(2).meta({
      title: 'Airway wall',
      description: 'How far around the airways air is taken for their blurred wall.',
      unit: 'mm',
    }),
  }),
  share: 12,
  run: runAirway,
}

function runAirway(context: StageContext): StageOutput {
  const { parameters, products } = context
  const upright = need(products, 'upright')
  const lungs = need(products, 'lungs')
  const chest = need(products, 'chest')
  const before = standardProducts(products)
  const none = (findings: Finding[]): StageOutput => ({
    products: {
      standard: { ...before, airways: noRuns(upright.size), windpipe: null },
      ...shown(upright, lungs),
    },
    figures: { airwayMl: 0, voxels: countRuns(lungs) },
    findings,
  })
  if (chest === null) return none([])
  const hu = uprightHu(context)
  const windpipe = findWindpipe(hu, upright, chest, middleOfTrunk(needBits(products, 'trunk')))
  if (windpipe === null) return none([notFound(placeOf(context, 'airway', chest[1]))])
  const { mask: lumen, leaked } = growAirway(hu, upright, windpipe, chest, need(products, 'airHU'))
  const wall = Math.max(Number(parameters['airwayWallMm']), 1.01 * Math.max(upright.spacing[0], upright.spacing[1]))
  const around = growBall(lumen, upright.metric, wall)
  const airways = toRuns(intersection(around, needBits(products, 'air')))
  const airwayMl = millilitres(upright, countRuns(airways))
  if (airwayMl < smallestMl || airwayMl > largestMl) return none([notFound(placeOf(context, 'airway', chest[1]))])
  const rest = toRuns(without(toBits(lungs), around))
  return {
    products: {
      standard: {
        ...before,
        airways,
        lungs: rest,
        windpipe: { lowSlice: windpipe.lowSlice, highSlice: windpipe.highSlice, areaMm2: windpipe.areaMm2, leaked },
      },
      ...shown(upright, rest),
    },
    figures: {
      airwayMl,
      windpipeLengthMm: windpipe.lengthMm,
      windpipeAreaMm2: windpipe.areaMm2,
      voxels: countRuns(rest),
    },
    findings: leaked ? [leakFinding(placeOf(context, 'airway', windpipe.lowSlice))] : [],
  }
}

const notFound = (where: Where): Finding => ({
  code: 'W_NO_AIRWAY',
  severity: 'warning',
  message: 'No windpipe was found in this scan: windpipe and main bronchi may be counted with the lungs.',
  where,
})

function leakFinding(where: Where): Finding {
  return {
    code: 'W_AIRWAY_LEAK',
    severity: 'warning',
    message:
      'The airways could not be grown without leaking into the lungs: growth stopped early, and bronchi may count as lung.',
    where,
  }
}
