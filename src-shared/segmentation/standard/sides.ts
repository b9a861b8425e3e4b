import { z } from 'zod'
import type { Finding, Where } from '../../finding.ts'
import { countInColumns, findParts, maskOfParts, runsOfParts } from '../../imaging/find-parts.ts'
import { union } from '../../imaging/mask-logic.ts'
import { countRuns, noRuns, type RunMask, slicesOfRuns, toBits, toRuns } from '../../imaging/run-mask.ts'
import type { Stage, StageContext, StageOutput } from '../method.ts'
import { labelled } from './labelled.ts'
import { bothSides, rightColumns } from './lungs.ts'
import type { Upright } from './products.ts'
import { separateLungs } from './separate-lungs.ts'
import { millilitres, need, placeOf, standardProducts, uprightHu } from './stage-support.ts'

const aboveApexMm = 20

/**
 * Tells right from left, and cuts lungs that touch at the anterior or posterior junction line apart along its ridge.
 *
 * Parts belong to the side of the trunk that holds most of them. Where one part holds both lungs, `separateLungs` cuts it.
 * Source: Hu, Hoffman, Reinhardt 2001 (doi 10.1109/42.929615) look for the junction lines by the brightest path; here they are the
 * ridges of a flood, in 3-D.
 */
export const sides: Stage = {
  id: 'sides',
  title: 'Right and left',
  why: 'Right and left lung by their place in the patient, cut apart where they touch.',
  source: 'Hu, Hoffman, Reinhardt 2001',
  schema: z.object({}),
  share: 12,
  run: runSides,
}

function runSides(context: StageContext): StageOutput {
  const { products, report } = context
  const upright = need(products, 'upright')
  const columns = rightColumns(need(products, 'trunk'))
  const found = findParts(need(products, 'lungs'), false, report)
  const { area, count } = found.components
  const onRight = countInColumns(found, columns)
  const [toRight, toLeft, toBoth] = [new Uint8Array(count), new Uint8Array(count), new Uint8Array(count)]
  const largest = area.reduce((most, voxels) => Math.max(most, voxels), 0)
  for (let part = 0; part < count; part++) {
    const voxels = area[part] as number
    const share = (onRight[part] as number) / voxels
    const both = voxels >= 0.5 * largest && share >= bothSides && share <= 1 - bothSides
    const chosen = both ? toBoth : share > 0.5 ? toRight : toLeft
    chosen[part] = 1
  }
  let right = runsOfParts(found, toRight, upright.size)
  let left = runsOfParts(found, toLeft, upright.size)
  let joinedSlices: readonly number[] = []
  const findings: Finding[] = []
  if (toBoth.includes(1)) {
    const joined = maskOfParts(found, toBoth, upright.size)
    const cut = separateLungs(joined, uprightHu(context), upright, columns)
    right = toRuns(union(toBits(right), cut.right))
    left = toRuns(union(toBits(left), cut.left))
    joinedSlices = cut.slices
    if (cut.byMiddle) findings.push(notSeparated(placeOf(context, 'sides', joinedSlices[0] ?? 0)))
  }
  const lungs = { right, left }
  const airways = belowThroat(need(products, 'airways'), lungs, upright)
  const product = labelled(upright, { ...lungs, airways })
  return {
    products: {
      standard: { ...standardProducts(products), ...lungs, joinedSlices, airways },
      ...product,
    },
    figures: {
      rightMl: millilitres(upright, countRuns(lungs.right)),
      leftMl: millilitres(upright, countRuns(lungs.left)),
      joinedSlices: joinedSlices.length,
      voxels: product.voxels,
    },
    findings,
  }
}

/** The airways up to a little above the apex: what lies higher is larynx, throat and nose. None without lungs. */
function belowThroat(airways: RunMask, lungs: { right: RunMask; left: RunMask }, { size, spacing }: Upright): RunMask {
  const held = slicesOfRuns([lungs.right, lungs.left])
  if (held === null) return noRuns(size)
  const { rowRuns, ends } = airways.runs
  const top = held[1] + Math.floor(aboveApexMm / spacing[2])
  const kept = rowRuns[Math.min(rowRuns.length - 1, (top + 1) * size[1])] as number
  return { size, runs: { rowRuns: rowRuns.map((run) => Math.min(run, kept)), ends: ends.slice(0, 2 * kept) } }
}

function notSeparated(where: Where): Finding {
  return {
    code: 'W_NOT_SEPARATED',
    severity: 'warning',
    message:
      'Right and left lung are joined so broadly that no line between them was found: they were cut at the middle of the body.',
    where,
  }
}
