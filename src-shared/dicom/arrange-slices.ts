import type { Finding } from '../finding.ts'
import { cross, dot, type Grid, length, normalize, scale, subtract, type Vec3 } from '../geometry.ts'
import { limits } from '../limits.ts'
import { english } from '../number-format.ts'
import type { Instance } from './instance.ts'

/** What the positions of a series' slices are. */
export interface Arrangement<T extends Instance> {
  /** In ascending position along the normal. */
  readonly slices: readonly T[]
  /** Position along the normal, mm. */
  readonly positions: readonly number[]
  /** Regular grid; with a gap the base spacing, and `planes` says where each slice stands; null where none fits. */
  readonly grid: Grid | null
  /** Index along k of each slice on that grid. */
  readonly planes: readonly number[]
  readonly tiltDegrees: number
  /** Errors here block the series; see `finding.code`. */
  readonly findings: readonly Finding[]
}

const tolerance = limits.spacingToleranceMm
const shearToleranceMm = 0.1

/**
 * Puts the images of a series in order by their position along the normal of ImageOrientationPatient, and finds the regular
 * grid they lie on. Names and InstanceNumbers play no part.
 *
 * Findings that block: `E_INCONSISTENT` (size, spacing, orientation or frame of reference change), `E_PATIENT_MIX`,
 * `E_DUP_POSITION`, `E_GAP` (whole multiples of the base spacing are missing), `E_SPACING` (no grid fits), `E_TOO_FEW`,
 * `E_TOO_MANY`. Gantry tilt gives a sheared grid and the finding `W_TILT`. Positions may be off by 0.01 mm.
 */
export function arrangeSlices<T extends Instance>(instances: readonly T[]): Arrangement<T> {
  const first = instances[0]
  const empty = { slices: [], positions: [], grid: null, planes: [], tiltDegrees: 0 }
  if (first === undefined) return { ...empty, findings: [] }
  const normal = normalize(cross(first.row, first.column))
  const sorted = instances
    .map((instance) => ({ instance, position: dot(instance.position, normal) }))
    .sort((a, b) => a.position - b.position || compareText(a.instance.sopInstanceUid, b.instance.sopInstanceUid))
  const slices = sorted.map(({ instance }) => instance)
  const positions = sorted.map(({ position }) => position)
  const mixed = inconsistencies(slices)
  if (mixed.length > 0) return { ...empty, slices, positions, findings: mixed }
  const spaced = spacingOf(positions)
  const tiltDegrees = tiltOf(slices, normal)
  const findings = [...countFindings(slices), ...spaced.findings, ...tiltFindings(tiltDegrees)]
  if (spaced.planes === null) return { ...empty, slices, positions, tiltDegrees, findings }
  const { planes, spacing } = spaced
  const axis = sliceAxis(slices, planes, normal, spacing)
  if (axis === null) {
    findings.push({ code: 'E_SPACING', severity: 'error', message: 'The slices do not lie in one straight stack.' })
    return { ...empty, slices, positions, tiltDegrees, findings }
  }
  const last = planes.at(-1) ?? 0
  const grid: Grid = {
    size: [first.pixels.columns, first.pixels.rows, last + 1],
    spacing: [first.spacing[0], first.spacing[1], axis.spacing],
    origin: (slices[0] as T).position,
    direction: [first.row, first.column, axis.direction],
  }
  return { slices, positions, grid, planes, tiltDegrees, findings }
}

export const round = (value: number, decimals: number): number => Number(value.toFixed(decimals))
const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

function inconsistencies<T extends Instance>(slices: readonly T[]): Finding[] {
  const first = slices[0] as T
  const findings: Finding[] = []
  if (slices.some((slice) => slice.patientId !== first.patientId)) {
    findings.push({
      code: 'E_PATIENT_MIX',
      severity: 'error',
      message: 'The series holds images of more than one patient. It is not opened.',
    })
  }
  const near = (a: Vec3, b: Vec3): boolean => dot(a, b) > 0.99999
  const checks: [string, (slice: T) => boolean][] = [
    ['size', (slice) => slice.pixels.rows === first.pixels.rows && slice.pixels.columns === first.pixels.columns],
    [
      'pixel spacing',
      (slice) => slice.spacing.every((value, n) => Math.abs(value - (first.spacing[n] as number)) <= 1e-3),
    ],
    ['orientation', (slice) => near(slice.row, first.row) && near(slice.column, first.column)],
    ['frame of reference', (slice) => slice.frameOfReferenceUid === first.frameOfReferenceUid],
  ]
  for (const [what, same] of checks) {
    const other = slices.filter((slice) => !same(slice)).length
    if (other === 0) continue
    const count = Math.min(other, slices.length - other)
    findings.push({
      code: 'E_INCONSISTENT',
      severity: 'error',
      message: `${english.number(count)} of ${english.number(slices.length)} images ${count === 1 ? 'has' : 'have'} another ${what} than the rest. Such a series makes no volume.`,
      details: { what, count },
    })
  }
  return findings
}

function countFindings(slices: readonly Instance[]): Finding[] {
  const count = slices.length
  if (count < limits.minSliceCount) {
    const message = `${count === 1 ? 'One slice' : `${count} slices`} only: it can be looked at, but lungs need at least ${limits.minSliceCount}.`
    return [{ code: 'E_TOO_FEW', severity: 'error', message, details: { slices: count } }]
  }
  if (count <= limits.sliceCount) return []
  return [
    {
      code: 'E_TOO_MANY',
      severity: 'error',
      message: `${english.number(count)} slices; Hilum opens up to ${english.number(limits.sliceCount)}.`,
      details: { slices: count },
    },
  ]
}

interface Spaced {
  /** Index along k of every slice; null where no grid fits. */
  readonly planes: readonly number[] | null
  readonly spacing: number
  readonly findings: Finding[]
}

function spacingOf(positions: readonly number[]): Spaced {
  const steps = positions.slice(1).map((position, n) => position - (positions[n] as number))
  if (steps.length === 0) return { planes: [0], spacing: 1, findings: [] }
  const doubled = steps.filter((step) => step <= tolerance).length
  if (doubled > 0) {
    const message = `${doubled} positions hold more than one image: two scans in one series, or copies that differ.`
    return {
      planes: null,
      spacing: 0,
      findings: [{ code: 'E_DUP_POSITION', severity: 'error', message, details: { positions: doubled } }],
    }
  }
  const mean = ((positions.at(-1) as number) - (positions[0] as number)) / steps.length
  if (
    fits(
      positions,
      positions.map((_, n) => n),
      mean,
    )
  )
    return { planes: positions.map((_, n) => n), spacing: mean, findings: [] }
  return withGaps(positions, steps)
}

/** True when every position lies within the tolerance of the grid through the first one. */
function fits(positions: readonly number[], planes: readonly number[], spacing: number): boolean {
  return positions.every(
    (position, n) =>
      Math.abs(position - (positions[0] as number) - (planes[n] as number) * spacing) <= tolerance + 1e-6,
  )
}

/** Planes of a grid of about `base` mm with its exact spacing; null where the positions do not lie on it. */
function gridOf(
  positions: readonly number[],
  steps: readonly number[],
  base: number,
): { planes: number[]; spacing: number } | null {
  const planes = [0]
  for (const step of steps) planes.push((planes.at(-1) as number) + Math.max(1, Math.round(step / base)))
  const last = planes.at(-1) as number
  if (last >= limits.sliceCount) return null
  const spacing = ((positions.at(-1) as number) - (positions[0] as number)) / last
  return fits(positions, planes, spacing) ? { planes, spacing } : null
}

function withGaps(positions: readonly number[], steps: readonly number[]): Spaced {
  const sorted = [...steps].sort((a, b) => a - b)
  const smallest = sorted[0] as number
  const largest = sorted.at(-1) as number
  // the median is steadier; with few slices the gap itself may be the median
  const grid = gridOf(positions, steps, sorted[steps.length >> 1] as number) ?? gridOf(positions, steps, smallest)
  if (grid === null) {
    const message = `Uneven spacing: the gaps between slices run from ${english.number(smallest, 2)} to ${english.number(largest, 2)} mm. No volume can be made without making slices up.`
    const details = { smallestMm: round(smallest, 3), largestMm: round(largest, 3) }
    return { planes: null, spacing: 0, findings: [{ code: 'E_SPACING', severity: 'error', message, details }] }
  }
  const { planes, spacing } = grid
  const missing = (planes.at(-1) as number) + 1 - planes.length
  const at = steps.findIndex((step) => step > spacing * 1.5)
  const message = `${missing === 1 ? 'One slice is' : `${english.number(missing)} slices are`} missing: a gap of ${english.number(steps[at] as number, 1)} mm where slices are ${english.number(spacing, 1)} mm apart.`
  const details = { missing, gapMm: round(steps[at] as number, 3), spacingMm: round(spacing, 3) }
  return {
    planes,
    spacing,
    findings: [{ code: 'E_GAP', severity: 'error', message, where: { plane: 'axial', slice: at }, details }],
  }
}

/** Angle between the way from the first slice to the last and the normal of the slices; 0 below 0.01 mm of drift. */
function tiltOf(slices: readonly Instance[], normal: Vec3): number {
  const way = subtract((slices.at(-1) as Instance).position, (slices[0] as Instance).position)
  const drift = length(subtract(way, scale(normal, dot(way, normal))))
  return drift <= 0.01 ? 0 : (Math.atan2(drift, Math.abs(dot(way, normal))) * 180) / Math.PI
}

function tiltFindings(degrees: number): Finding[] {
  if (degrees < 0.05) return []
  const message = `Gantry tilt ${english.number(degrees, 1)}°: slices lie slanted, and nothing is straightened.`
  return [{ code: 'W_TILT', severity: 'warning', message, details: { degrees: round(degrees, 2) } }]
}

/** How thick a lone slice is drawn, mm. */
export function thicknessOf(slice: Instance): number {
  const stated = slice.series.sliceThickness
  return stated !== null && stated > 0 && stated <= 100 ? stated : 1
}

/** Direction and spacing from slice to slice by their positions; null where they do not lie on one line. */
function sliceAxis(
  slices: readonly Instance[],
  planes: readonly number[],
  normal: Vec3,
  spacing: number,
): { direction: Vec3; spacing: number } | null {
  const first = slices[0] as Instance
  const last = planes.at(-1) as number
  if (last === 0) return { direction: normal, spacing: thicknessOf(first) }
  const step = scale(subtract((slices.at(-1) as Instance).position, first.position), 1 / last)
  const straight = slices.every((slice, n) => {
    const expected = scale(step, planes[n] as number)
    return length(subtract(subtract(slice.position, first.position), expected)) <= shearToleranceMm
  })
  if (!straight) return null
  const driftMm = length(subtract(step, scale(normal, dot(step, normal)))) * last
  if (driftMm <= 0.01) return { direction: normal, spacing }
  return { direction: scale(step, 1 / length(step)), spacing: length(step) }
}
