import { z } from 'zod'
import type { Finding, Where } from '../../finding.ts'
import { clearMask, type WordBox } from '../../imaging/crop-mask.ts'
import { dilateRows } from '../../imaging/dilate-rows.ts'
import { ballRows } from '../../imaging/element-rows.ts'
import { padForElement } from '../../imaging/grow-ball.ts'
import { intersection } from '../../imaging/mask-logic.ts'
import { countRuns, cropToRuns, noRuns, toBits, toBitsInBox, toRuns } from '../../imaging/run-mask.ts'
import { type BitMask, createBitMask } from '../../mask.ts'
import type { Stage, StageContext, StageOutput } from '../method.ts'
import { findWindpipe } from './find-windpipe.ts'
import { type GrownAirway, growAirway } from './grow-airway.ts'
import type { Upright } from './products.ts'
import { millilitres, need, placeOf, shown, standardProducts, uprightHu } from './stage-support.ts'
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
  const windpipe = findWindpipe(hu, upright, chest, middleOfTrunk(need(products, 'trunk')))
  if (windpipe === null) return none([notFound(placeOf(context, 'airway', chest[1]))])
  const { leaked, ...grown } = growAirway(hu, upright, windpipe, chest, need(products, 'airHU'))
  const wall = Math.max(Number(parameters['airwayWallMm']), 1.01 * Math.max(upright.spacing[0], upright.spacing[1]))
  const { around, box } = withWall(grown, upright, wall)
  const airways = cropToRuns(intersection(around, toBitsInBox(need(products, 'air'), box)), box, upright.size)
  const airwayMl = millilitres(upright, countRuns(airways))
  if (airwayMl < smallestMl || airwayMl > largestMl) return none([notFound(placeOf(context, 'airway', chest[1]))])
  const left = toBits(lungs)
  clearMask(around, box, left)
  const rest = toRuns(left)
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

/** Every voxel within `wallMm` of the lumen, as the mask of a box. */
function withWall(
  { lumen, box }: Pick<GrownAirway, 'lumen' | 'box'>,
  { size, metric }: Upright,
  wallMm: number,
): { around: BitMask; box: WordBox } {
  const [i0, j0, k0] = box.from
  const [nx, ny, nz] = box.size
  const element = ballRows(metric, wallMm)
  const padded = padForElement(
    { words: [i0 >>> 5, (i0 + nx - 1) >>> 5], rows: [j0, j0 + ny - 1], slices: [k0, k0 + nz - 1] },
    element,
  )
  const within = ([from, to]: readonly [number, number], most: number): [number, number] => [
    Math.max(0, from),
    Math.min(most, to),
  ]
  const room = {
    words: within(padded.words, (size[0] - 1) >>> 5),
    rows: within(padded.rows, size[1] - 1),
    slices: within(padded.slices, size[2] - 1),
  }
  const first = room.words[0] * 32
  const mask = createBitMask([
    Math.min(size[0], (room.words[1] + 1) * 32) - first,
    room.rows[1] - room.rows[0] + 1,
    room.slices[1] - room.slices[0] + 1,
  ])
  for (const voxel of lumen) {
    const i = (voxel % nx) + i0 - first
    const j = (Math.floor(voxel / nx) % ny) + j0 - room.rows[0]
    const k = Math.floor(voxel / (nx * ny)) + k0 - room.slices[0]
    const word = (k * mask.size[1] + j) * mask.wordsPerRow + (i >>> 5)
    mask.words[word] = (mask.words[word] as number) | (1 << (i & 31))
  }
  return { around: dilateRows(mask, element), box: room }
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
