import { z } from 'zod'
import type { Finding } from '../../finding.ts'
import { countInside, findParts, type LaidParts, maskOfParts } from '../../imaging/find-parts.ts'
import { shrinkBall } from '../../imaging/grow-ball.ts'
import { measureParts, type PartShape } from '../../imaging/measure-parts.ts'
import { toRuns } from '../../imaging/run-mask.ts'
import { thresholdRows } from '../../imaging/threshold-rows.ts'
import { type BitMask, createBitMask, popCount } from '../../mask.ts'
import type { Stage, StageContext, StageOutput } from '../method.ts'
import { millilitres, need, needBits, placeOf, shown, standardProducts, uprightHu } from './stage-support.ts'

/** Gas is room air in nearly all of its voxels; even lungs with severe emphysema hold less of it. */
export const gasHU = -960
export const mostlyGas = 0.75
const smallestMl = 5
const nearlyAsLarge = 0.1
const chestArea = 0.15

/**
 * Finds the 3-D parts of the air inside the body, drops bowel gas, air between arm and chest and the table's hollows, and from the
 * largest that are left takes the height of the chest.
 *
 * A part stays that is as large as 5 mL, lies in the trunk by more than half, and is no gas (see `gasTest`). The windpipe still joins the lungs here.
 * Source: choice of the largest parts after He, Chao, Suzuki 2008 (see `labelComponents`); Hu, Hoffman, Reinhardt 2001
 * (doi 10.1109/42.929615).
 */
export const parts: Stage = {
  id: 'parts',
  title: 'Parts in 3-D',
  why: 'Connected air inside the body; bowel gas and hollows of the table go, since they are not lung by place and density.',
  source: 'Hu, Hoffman, Reinhardt 2001',
  schema: z.object({}),
  share: 8,
  run: runParts,
}

function runParts(context: StageContext): StageOutput {
  const { products, report } = context
  const upright = need(products, 'upright')
  const found = findParts(need(products, 'inside'), false, report)
  const inTrunk = countInside(found, needBits(products, 'trunk'))
  const isGas = gasTest(context, found)
  const shapes = measureParts(found, found.layout, (smallestMl * 1000) / upright.voxelMm3)
  const likely = shapes.filter((shape) => (inTrunk[shape.part] as number) > 0.5 * shape.voxels && !isGas(shape))
  const kept = toRuns(maskOfParts(found, flags(found.components.count, likely), upright.size))
  const largest = Math.max(0, ...likely.map(({ voxels }) => voxels))
  const main = likely.filter(({ voxels }) => voxels >= nearlyAsLarge * largest)
  const chest = chestRange(maskOfParts(found, flags(found.components.count, main), upright.size))
  const product = shown(upright, kept)
  return {
    products: { standard: { ...standardProducts(products), lungs: kept, chest }, ...product },
    figures: {
      parts: found.components.count,
      keptParts: likely.length,
      volumeMl: millilitres(upright, product.voxels),
      voxels: product.voxels,
    },
    findings: gasFindings(
      context,
      shapes.filter((shape) => inTrunk[shape.part] === shape.voxels && isGas(shape)),
    ),
  }
}

const toldGasMl = 20

/** Gas inside the body that was left out: bowel and stomach, or air in the chest that is not lung. */
function gasFindings(context: StageContext, shapes: readonly PartShape[]): Finding[] {
  const upright = need(context.products, 'upright')
  const told = shapes.filter(({ voxels }) => millilitres(upright, voxels) >= toldGasMl)
  const largest = told.toSorted((a, b) => b.voxels - a.voxels || a.part - b.part)[0]
  if (largest === undefined) return []
  const volumeMl = millilitres(
    upright,
    told.reduce((sum, { voxels }) => sum + voxels, 0),
  )
  const slice = Math.round(largest.sumK / largest.voxels)
  return [
    {
      code: 'W_GAS_LEFT_OUT',
      severity: 'info',
      message: `${Math.round(volumeMl)} mL of gas in the body were left out as bowel or stomach. If some of it lies in the chest, look for a pneumothorax.`,
      where: placeOf(context, 'parts', slice),
      details: { volumeMl, parts: told.length },
    },
  ]
}

/**
 * Tells gas from lung: nearly all voxels inside a part, those of its blurred rim left out, are as dark as room air.
 * Parts too thin to have an inside are no gas.
 */
export function gasTest(context: StageContext, found: LaidParts): (shape: PartShape) => boolean {
  const upright = need(context.products, 'upright')
  const hu = uprightHu(context)
  const all = maskOfParts(found, new Uint8Array(found.components.count).fill(1), upright.size)
  const rim = 1.01 * Math.max(upright.spacing[0], upright.spacing[1])
  const inner = shrinkBall(all, upright.metric, rim, true, all)
  const dark = createBitMask(upright.size)
  for (let k = 0; k < upright.size[2]; k++) thresholdRows(hu, k, gasHU, false, dark)
  const innerVoxels = countInside(found, inner)
  for (let n = 0; n < dark.words.length; n++) dark.words[n] = (dark.words[n] as number) & (inner.words[n] as number)
  const darkVoxels = countInside(found, dark)
  return ({ part }) =>
    (innerVoxels[part] as number) > 0 && (darkVoxels[part] as number) >= mostlyGas * (innerVoxels[part] as number)
}

export function flags(count: number, shapes: readonly PartShape[]): Uint8Array {
  const keep = new Uint8Array(count)
  for (const { part } of shapes) keep[part] = 1
  return keep
}

/** First and last slice whose area is more than a small part of the largest: the chest without the windpipe above it. */
function chestRange({ size, wordsPerRow, words }: BitMask): [number, number] | null {
  const perSlice = wordsPerRow * size[1]
  const areas = Array.from({ length: size[2] }, (_, k) => {
    let area = 0
    for (let n = k * perSlice; n < (k + 1) * perSlice; n++) area += popCount(words[n] as number)
    return area
  })
  const least = chestArea * Math.max(...areas)
  if (least === 0) return null
  return [areas.findIndex((area) => area >= least), areas.findLastIndex((area) => area >= least)]
}
