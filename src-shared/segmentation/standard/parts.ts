import { z } from 'zod'
import type { Finding } from '../../finding.ts'
import {
  countInside,
  findParts,
  type LaidParts,
  maskOfParts,
  partsOfSlices,
  runsOfParts,
} from '../../imaging/find-parts.ts'
import { shrinkBall } from '../../imaging/grow-ball.ts'
import { measureParts, type PartShape } from '../../imaging/measure-parts.ts'
import { countOfSlices, type RunMask, toBitsOfSlices } from '../../imaging/run-mask.ts'
import { thresholdRows } from '../../imaging/threshold-rows.ts'
import { createBitMask } from '../../mask.ts'
import { english } from '../../number-format.ts'
import type { PieceWork, StageContext, StageOutput } from '../method.ts'
import { pieceStage } from '../piece-work.ts'
import { stretches } from '../stretches.ts'
import { addTo, millilitres, need, placeOf, shown, slicesOfHu, standardProducts } from './stage-support.ts'

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
export const parts = pieceStage(
  {
    id: 'parts',
    title: 'Parts in 3-D',
    why: 'Connected air inside the body; bowel gas and hollows of the table go, since they are not lung by place and density.',
    source: 'Hu, Hoffman, Reinhardt 2001',
    schema: z.object({}),
    share: 8,
  },
  { prepare, piece, join } satisfies PieceWork<LaidParts, PartCounts>,
)

/** Of each part: voxels in the trunk, voxels other than its blurred rim, and those of them as dark as room air. */
interface PartCounts {
  readonly inTrunk: Uint32Array
  readonly inner: Uint32Array
  readonly dark: Uint32Array
}

/** Slices whose bits are held at once. */
const atOnce = 16

function prepare({ products, report }: StageContext): { count: number; plan: LaidParts } {
  return { count: need(products, 'upright').size[2], plan: findParts(need(products, 'inside'), false, report) }
}

function piece(context: StageContext, found: LaidParts, from: number, to: number): PartCounts {
  const { size, metric, spacing } = need(context.products, 'upright')
  const trunk = need(context.products, 'trunk')
  const all = new Uint8Array(found.components.count).fill(1)
  const rim = 1.01 * Math.max(spacing[0], spacing[1])
  const [inTrunk, inner, dark] = [new Uint32Array(all.length), new Uint32Array(all.length), new Uint32Array(all.length)]
  for (const [first, last] of stretches(from, to, atOnce)) {
    const some = partsOfSlices(found, size, first, last)
    const slab = [size[0], size[1], last - first] as const
    addTo(inTrunk, countInside(some, toBitsOfSlices(trunk, first, last)))
    const shrunk = shrinkBall(maskOfParts(some, all, slab), metric, rim, true)
    addTo(inner, countInside(some, shrunk))
    const below = createBitMask(slab)
    const hu = slicesOfHu(context, first, last)
    for (let k = 0; k < slab[2]; k++) thresholdRows(hu, k, gasHU, false, below)
    for (let n = 0; n < below.words.length; n++) {
      below.words[n] = (below.words[n] as number) & (shrunk.words[n] as number)
    }
    addTo(dark, countInside(some, below))
  }
  return { inTrunk, inner, dark }
}

function join(context: StageContext, found: LaidParts, pieces: readonly PartCounts[]): StageOutput {
  const { products } = context
  const upright = need(products, 'upright')
  const sum = (name: keyof PartCounts): Uint32Array => {
    const total = new Uint32Array(found.components.count)
    for (const one of pieces) addTo(total, one[name])
    return total
  }
  const inTrunk = sum('inTrunk')
  const isGas = gasTest(sum('inner'), sum('dark'))
  const shapes = measureParts(found, found.layout, (smallestMl * 1000) / upright.voxelMm3)
  const likely = shapes.filter((shape) => (inTrunk[shape.part] as number) > 0.5 * shape.voxels && !isGas(shape))
  const kept = runsOfParts(found, flags(found.components.count, likely), upright.size)
  const largest = Math.max(0, ...likely.map(({ voxels }) => voxels))
  const main = likely.filter(({ voxels }) => voxels >= nearlyAsLarge * largest)
  const chest = chestRange(runsOfParts(found, flags(found.components.count, main), upright.size))
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
      message: `${english.number(volumeMl)} mL of gas in the body were left out as bowel or stomach. If some of it lies in the chest, look for a pneumothorax.`,
      where: placeOf(context, 'parts', slice),
      details: { volumeMl, parts: told.length },
    },
  ]
}

/**
 * Tells gas from lung: nearly all voxels inside a part, those of its blurred rim left out, are as dark as room air.
 * Parts too thin to have an inside are no gas.
 */
const gasTest =
  (inner: Uint32Array, dark: Uint32Array) =>
  ({ part }: PartShape): boolean =>
    (inner[part] as number) > 0 && (dark[part] as number) >= mostlyGas * (inner[part] as number)

export function flags(count: number, shapes: readonly PartShape[]): Uint8Array {
  const keep = new Uint8Array(count)
  for (const { part } of shapes) keep[part] = 1
  return keep
}

/** First and last slice whose area is more than a small part of the largest: the chest without the windpipe above it. */
function chestRange(air: RunMask): [number, number] | null {
  const areas = countOfSlices(air)
  const least = chestArea * Math.max(...areas)
  if (least === 0) return null
  return [areas.findIndex((area) => area >= least), areas.findLastIndex((area) => area >= least)]
}
