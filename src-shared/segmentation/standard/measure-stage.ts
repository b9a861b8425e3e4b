import { z } from 'zod'
import type { Measurements } from '../../contract.ts'
import type { Finding } from '../../finding.ts'
import { allChecks } from '../checks/all-checks.ts'
import { measure } from '../measurements/measure.ts'
import type { PieceWork, StageContext, StageOutput } from '../method.ts'
import { pieceStage } from '../piece-work.ts'
import { need, placeOf, standardProducts, uprightHu } from './stage-support.ts'

/**
 * Measures the lungs and checks the result against anatomy; says so where no lungs were found. Changes no mask.
 *
 * Sources: see `lungMeasures` and each check.
 */
export const measureStage = pieceStage(
  {
    id: 'measure',
    title: 'Measure and check',
    why: 'Volumes and densities of each lung, and whether the result can be right.',
    source: 'Gevenois 1995; Müller 1988; Parr 2006 and 2008',
    schema: z.object({}),
    share: 12,
  },
  { prepare, piece, join } satisfies PieceWork<Measurements, Finding[]>,
)

const noLungs: Finding = {
  code: 'E_NO_LUNGS',
  severity: 'error',
  message:
    'No lungs found: no air inside the body has the size, density and place of a lung. Check that this series shows the chest.',
  where: { stage: 'lungs' },
}

const labelsOf = ({ products }: StageContext) => ({
  right: need(products, 'right'),
  left: need(products, 'left'),
  airways: need(products, 'airways'),
})

/** Checks do not depend on each other: they are what threads share. */
function prepare(context: StageContext): { count: number; plan: Measurements } {
  const { voxelMm3 } = need(context.products, 'upright')
  const measurements = measure(uprightHu(context), labelsOf(context), voxelMm3 / 1000)
  return { count: measurements.total.volumeMl === 0 ? 0 : allChecks.length, plan: measurements }
}

function piece(context: StageContext, measurements: Measurements, from: number, to: number): Finding[] {
  const at = (k: number) => placeOf(context, 'measure', k)
  const facts = {
    upright: need(context.products, 'upright'),
    hu: uprightHu(context),
    ...labelsOf(context),
    standard: standardProducts(context.products),
    measurements,
    at,
  }
  return allChecks.slice(from, to).flatMap((check) => check(facts))
}

function join(_: StageContext, measurements: Measurements, pieces: readonly Finding[][]): StageOutput {
  const { total, right, left, airwayMl } = measurements
  return {
    products: { measurements },
    figures: { totalMl: total.volumeMl, rightMl: right.volumeMl, leftMl: left.volumeMl, airwayMl },
    findings: total.volumeMl === 0 ? [noLungs] : pieces.flat(),
  }
}
