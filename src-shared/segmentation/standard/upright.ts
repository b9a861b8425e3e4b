import { z } from 'zod'
import type { Finding, Where } from '../../finding.ts'
import { determinant, type Grid, type Vec3, voxelCount } from '../../geometry.ts'
import { countValues, createValueCounter, finishCounts, type ValueCounts } from '../../imaging/count-values.ts'
import { gridMetric } from '../../imaging/element-rows.ts'
import { type AxisMap, isUpright, toUprightOrder, uprightAxes, uprightValues } from '../../imaging/reorient.ts'
import { english } from '../../number-format.ts'
import type { Volume } from '../../volume.ts'
import type { HuHistogram, Stage, StageContext, StageOutput } from '../method.ts'
import type { Upright } from './products.ts'

/** Air cannot be less than this, noise and calibration apart. */
const lowestAirHU = -1024
const leastPadding = 0.005

/**
 * Turns the volume so that its axes run to the patient's left, back and head, whatever way it was stored, and finds padding:
 * values below -1024 HU that fill what the scanner did not measure. Later stages take padding for air that is nowhere lung.
 *
 * The patient's axes are those of DICOM PS3.3 C.7.6.2.1.1 (LPS). Padding Value: PS3.3 C.7.5.1.1.2; scanners also pad without
 * naming the value, so that the counts decide.
 */
export const upright: Stage = {
  id: 'upright',
  title: 'Turn upright',
  why: 'Axes to the left, back and head of the patient, and padding told from air, so that storage changes nothing.',
  source: 'DICOM PS3.3 C.7.6.2.1.1 and C.7.5.1.1.2',
  schema: z.object({}),
  share: 8,
  run: runUpright,
}

function runUpright({ volume, report }: StageContext): StageOutput {
  const { grid } = volume
  const counter = createValueCounter()
  const perSlice = grid.size[0] * grid.size[1]
  for (let k = 0; k < grid.size[2]; k++) {
    report(k, grid.size[2])
    countValues(volume.hu, k * perSlice, (k + 1) * perSlice, counter)
  }
  const values = finishCounts(counter) ?? { from: 0, counts: new Uint32Array(1) }
  const { paddingHU, fraction } = findPadding(values, voxelCount(grid))
  const map = uprightAxes(grid)
  const spacing = toUprightOrder(grid.spacing, map)
  const made: Upright = {
    map,
    size: toUprightOrder(grid.size, map),
    spacing,
    metric: gridMetric(grid, map),
    voxelMm3: spacing[0] * spacing[1] * spacing[2] * squareness(grid),
    hu: isUpright(map) ? null : uprightValues(volume.hu, grid.size, map),
    paddingHU,
  }
  return {
    products: { standard: { upright: made }, huHistogram: histogramOf(values) },
    figures: { slices: grid.size[2], paddingPercent: fraction * 100 },
    findings: paddingHU === null ? [] : [paddingFinding(values.from, fraction, mostPadded(volume, map, paddingHU))],
  }
}

/** Volume of a voxel as part of the box of its spacings, free of the rounding that another order of axes would change. */
const squareness = (grid: Grid): number => Math.round(Math.abs(determinant(grid)) * 1e9) / 1e9

/** Padding is one value below all air that fills a good part of the volume, and whatever lies below it. */
function findPadding({ from, counts }: ValueCounts, voxels: number): { paddingHU: number | null; fraction: number } {
  let below = 0
  let paddingHU: number | null = null
  for (let hu = from; hu < lowestAirHU && hu - from < counts.length; hu++) {
    const count = counts[hu - from] as number
    below += count
    if (count >= leastPadding * voxels) paddingHU = hu
  }
  return { paddingHU, fraction: paddingHU === null ? 0 : below / voxels }
}

/** The place of the upright axial slice with most padding; of several the lowest in the patient. */
function mostPadded({ hu, grid }: Volume, map: AxisMap, paddingHU: number): Where {
  const axis = map.axes[2]
  const steps = [1, grid.size[0], grid.size[0] * grid.size[1]] as const
  const padded = new Uint32Array(grid.size[axis])
  for (let slice = 0; slice < padded.length; slice++)
    padded[slice] = countPadded(hu, grid.size, steps, axis, slice, paddingHU)
  const most = padded.reduce((best, count) => Math.max(best, count), 0)
  const slice = map.flipped[2] ? padded.lastIndexOf(most) : padded.indexOf(most)
  return { stage: 'upright', plane: 'axial', slice }
}

/** Padding in one slice of an axis. */
function countPadded(
  hu: Int16Array,
  size: Vec3,
  steps: readonly [number, number, number],
  axis: 0 | 1 | 2,
  slice: number,
  paddingHU: number,
): number {
  const [inner, outer] = axis === 0 ? ([1, 2] as const) : axis === 1 ? ([0, 2] as const) : ([0, 1] as const)
  let count = 0
  for (let b = 0; b < size[outer]; b++) {
    let at = slice * steps[axis] + b * steps[outer]
    for (let a = 0; a < size[inner]; a++, at += steps[inner]) if ((hu[at] as number) <= paddingHU) count++
  }
  return count
}

function paddingFinding(value: number, fraction: number, where: Where): Finding {
  return {
    code: 'W_PADDING',
    severity: 'info',
    message: `${english.number(fraction * 100, 1)} % of the voxels hold ${english.plain(value)} HU or nearly so: padding around the measured field. They count as air that is nowhere lung.`,
    where,
    details: { value, percent: fraction * 100 },
  }
}

function histogramOf({ from, counts }: ValueCounts): HuHistogram {
  const first = Math.max(from, lowestAirHU)
  const binHU = Math.max(1, Math.ceil((from + counts.length - first) / 512))
  const bins = new Array<number>(Math.max(1, Math.ceil((from + counts.length - first) / binHU))).fill(0)
  counts.forEach((count, index) => {
    const bin = Math.max(0, Math.floor((from + index - first) / binHU))
    bins[bin] = (bins[bin] as number) + count
  })
  return { fromHU: first, binHU, counts: bins }
}
