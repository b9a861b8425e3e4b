import { z } from 'zod'
import { countInColumns, countInside, findParts, maskOfParts, runsOfParts } from '../../imaging/find-parts.ts'
import { growBall } from '../../imaging/grow-ball.ts'
import { measureParts, type PartShape } from '../../imaging/measure-parts.ts'
import type { RunMask } from '../../imaging/run-mask.ts'
import { thresholdRows } from '../../imaging/threshold-rows.ts'
import { type BitMask, createBitMask } from '../../mask.ts'
import type { Stage, StageContext, StageOutput } from '../method.ts'
import { flags, gasHU } from './parts.ts'
import type { Upright } from './products.ts'
import { millilitres, need, shown, standardProducts, uprightHu } from './stage-support.ts'
import { middleColumn } from './trunk-middle.ts'

/** A part with so much on its lesser side holds both lungs. */
export const bothSides = 0.15
const leastLungMl = 40
/** Less than this without a windpipe, and not cut off at the top of the scan, is a sinus or bowel, not a lung. */
const surelyLungMl = 250
const leastOfOther = 0.03
const islandGas = 0.4
const islandGapMm = 3

/**
 * Chooses the lungs among the parts: the largest, the largest of the other side of the body at the same height, and islands close to
 * them that collapsed lung or fluid cuts off.
 *
 * Right and left stand for the patient's sides of the trunk's middle. A second lung may be much smaller (one lung removed or collapsed).
 * Source: Hu, Hoffman, Reinhardt 2001 (doi 10.1109/42.929615) keep the one or two largest parts; sides and islands are ours.
 */
export const lungs: Stage = {
  id: 'lungs',
  title: 'Choose the lungs',
  why: 'One or two lungs by size and place, with islands that belong to them.',
  source: 'Hu, Hoffman, Reinhardt 2001',
  schema: z.object({}),
  share: 10,
  run: runLungs,
}

function runLungs(context: StageContext): StageOutput {
  const { products, report } = context
  const upright = need(products, 'upright')
  const found = findParts(need(products, 'lungs'), false, report)
  const shapes = measureParts(found, found.layout, 1)
  const candidates = mainParts(shapes, countInColumns(found, rightColumns(need(products, 'trunk'))), upright)
  const main = need(products, 'windpipe') === null && candidates.every(isNoLung(upright)) ? [] : candidates
  const keep = flags(found.components.count, main)
  let islands = 0
  if (main.length > 0 && shapes.length > main.length) {
    const near = countInside(found, growBall(maskOfParts(found, keep, upright.size), upright.metric, islandGapMm))
    const gas = countInside(found, gasMask(context, upright))
    const low = Math.min(...main.map(({ k }) => k[0]))
    for (const { part, voxels, k } of shapes) {
      if (keep[part] === 1 || (near[part] as number) === 0 || k[0] < low) continue
      if ((gas[part] as number) > islandGas * voxels) continue
      keep[part] = 1
      islands++
    }
  }
  const chosen = runsOfParts(found, keep, upright.size)
  const product = shown(upright, chosen)
  return {
    products: { standard: { ...standardProducts(products), lungs: chosen }, ...product },
    figures: { lungs: main.length, islands, volumeMl: millilitres(upright, product.voxels), voxels: product.voxels },
    findings: [],
  }
}

const isNoLung =
  (upright: Upright) =>
  ({ voxels, k }: PartShape): boolean =>
    millilitres(upright, voxels) < surelyLungMl && k[1] < upright.size[2] - 1

/** The largest part, and where it lies on one side, the largest of the other. Empty where nothing is as large as a lung. */
function mainParts(shapes: readonly PartShape[], onRight: Uint32Array, upright: Upright): PartShape[] {
  const bySize = shapes.toSorted((a, b) => b.voxels - a.voxels || a.part - b.part)
  const first = bySize[0]
  if (first === undefined || millilitres(upright, first.voxels) < leastLungMl) return []
  const rightPart = ({ part, voxels }: PartShape): number => (onRight[part] as number) / voxels
  if (rightPart(first) >= bothSides && rightPart(first) <= 1 - bothSides) return [first]
  const other = bySize.find(
    (shape) =>
      shape !== first &&
      shape.voxels >= leastOfOther * first.voxels &&
      rightPart(shape) > 0.5 !== rightPart(first) > 0.5 &&
      Math.min(shape.k[1], first.k[1]) - Math.max(shape.k[0], first.k[0]) >= 0.3 * (shape.k[1] - shape.k[0]),
  )
  return other === undefined ? [first] : [first, other]
}

function gasMask(context: StageContext, { size }: Upright): BitMask {
  const mask = createBitMask(size)
  const hu = uprightHu(context)
  for (let k = 0; k < size[2]; k++) thresholdRows(hu, k, gasHU, false, mask)
  return mask
}

/** How many columns lie on the patient's right of the trunk's middle; the middle column belongs to neither side. */
export const rightColumns = (trunk: RunMask): number =>
  Math.max(0, Math.min(trunk.size[0], Math.ceil(middleColumn(trunk))))
