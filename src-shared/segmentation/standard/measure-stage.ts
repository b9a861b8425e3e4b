import { z } from 'zod'
import type { Finding } from '../../finding.ts'
import { allChecks } from '../checks/all-checks.ts'
import { measure } from '../measurements/measure.ts'
import type { Stage, StageContext, StageOutput } from '../method.ts'
import { need, needBits, placeOf, standardProducts, uprightHu } from './stage-support.ts'

/**
 * Measures the lungs and checks the result against anatomy; says so where no lungs were found. Changes no mask.
 *
 * Sources: see `lungMeasures` and each check.
 */
export const measureStage: Stage = {
  id: 'measure',
  title: 'Measure and check',
  why: 'Volumes and densities of each lung, and whether the result can be right.',
  source: 'Gevenois 1995; Müller 1988; Parr 2006 and 2008',
  schema: z.object({}),
  share: 12,
  run: runMeasure,
}

const noLungs: Finding = {
  code: 'E_NO_LUNGS',
  severity: 'error',
  message:
    'No lungs found: no air inside the body has the size, density and place of a lung. Check that this series shows the chest.',
  where: { stage: 'lungs' },
}

function runMeasure(context: StageContext): StageOutput {
  const { products } = context
  const upright = need(products, 'upright')
  const hu = uprightHu(context)
  const labels = {
    right: needBits(products, 'right'),
    left: needBits(products, 'left'),
    airways: need(products, 'airways'),
  }
  const measurements = measure(hu, labels, upright.voxelMm3 / 1000)
  const { total, right, left } = measurements
  const figures = {
    totalMl: total.volumeMl,
    rightMl: right.volumeMl,
    leftMl: left.volumeMl,
    airwayMl: measurements.airwayMl,
  }
  if (total.volumeMl === 0) return { products: { measurements }, figures, findings: [noLungs] }
  const at = (k: number) => placeOf(context, 'measure', k)
  const facts = { upright, hu, ...labels, standard: standardProducts(products), measurements, at }
  return { products: { measurements }, figures, findings: allChecks.flatMap((check) => check(facts)) }
}
