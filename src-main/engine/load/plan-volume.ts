import { thicknessOf } from '../../../src-shared/dicom/arrange-slices.ts'
import { shiftsOnly } from '../../../src-shared/dicom/decode-pixels.ts'
import { Failure, isFailureCode } from '../../../src-shared/failure.ts'
import { type Finding, sortFindings } from '../../../src-shared/finding.ts'
import { cross, dot, type Grid, normalize, subtract, voxelCount } from '../../../src-shared/geometry.ts'
import { english } from '../../../src-shared/number-format.ts'
import type { VolumeSlice } from '../../../src-shared/volume.ts'
import type { SeriesSource, SliceSource } from '../scan/series-source.ts'

/** What a series' volume will be, before a byte of it is allocated. */
export interface VolumePlan {
  readonly grid: Grid
  /** One for every k of the grid. */
  readonly slices: readonly VolumeSlice[]
  /** Index into the source's slices for every k; null for a plane that is missing. */
  readonly fileOfSlice: readonly (number | null)[]
  /** True where stored values can't be had back from rounded HU. */
  readonly needsStored: boolean
  /** Memory the volume takes. */
  readonly bytes: number
  readonly findings: readonly Finding[]
}

const gapCodes = new Set(['E_GAP', 'E_TRUNCATED'])
const viewCodes = new Set(['E_TOO_FEW', 'E_SPACING', ...gapCodes])

/**
 * Plans the volume of a series. Throws the code of the first finding that blocks it: gaps and damaged files unless
 * `allowGaps` (missing planes then stay empty, and are named), everything that makes no true volume unless `forViewing`
 * (slices are then stacked at their mean distance, and a finding says so).
 */
export function planVolume(
  source: SeriesSource,
  options: { readonly allowGaps: boolean; readonly forViewing?: boolean },
): VolumePlan {
  const accepted = new Set([...(options.allowGaps ? gapCodes : []), ...(options.forViewing ? viewCodes : [])])
  const blocking = source.findings.find((finding) => finding.severity === 'error' && !accepted.has(finding.code))
  if (blocking !== undefined) throw blockingFailure(blocking)
  const viewing = source.grid === null
  const grid = source.grid ?? viewingGrid(source.slices)
  const planes = viewing ? source.slices.map((_, n) => n) : source.planes
  const fileOfSlice: (number | null)[] = new Array(grid.size[2]).fill(null)
  planes.forEach((k, n) => {
    fileOfSlice[k] = n
  })
  const needsStored = source.slices.some((slice) => !shiftsOnly(slice.pixels, slice))
  return {
    grid,
    slices: fileOfSlice.map((n) => volumeSlice(n === null ? null : (source.slices[n] as SliceSource))),
    fileOfSlice,
    needsStored,
    bytes: voxelCount(grid) * (needsStored ? 6 : 2),
    findings: sortFindings([
      ...source.findings.map((finding) =>
        accepted.has(finding.code) ? acceptedFinding(finding, options.allowGaps) : finding,
      ),
      ...missingFindings(fileOfSlice),
      ...(viewing && source.slices.length > 1 ? [stackedFinding(grid.spacing[2])] : []),
    ]),
  }
}

const acceptGap = 'Copy the series again, or go on with the gap.'
const anotherSeries = 'Choose another series.'
const partImages = 'Part its images into series of their own, or choose another series.'

/** What can be done about a series that is refused, by the code of what blocks it. */
const seriesAdvice: Readonly<Record<string, string | undefined>> = {
  E_GAP: acceptGap,
  E_TRUNCATED: acceptGap,
  E_TOO_FEW: 'Choose a series with more slices.',
  E_TOO_MANY: anotherSeries,
  E_SPACING: 'It can be looked at; choose another series to take lungs from.',
  E_INCONSISTENT: partImages,
  E_PATIENT_MIX: partImages,
  E_DUP_POSITION: partImages,
}

function blockingFailure({ code, message, details, where }: Finding): Failure {
  const known = isFailureCode(code) ? code : 'E_INCONSISTENT'
  const advice = seriesAdvice[code]
  return new Failure(known, advice === undefined ? message : `${message} ${advice}`, {
    ...details,
    ...(where?.file === undefined ? {} : { file: where.file }),
  })
}

/** An error that was accepted stays in the record as a warning, which asks for nothing any more. */
function acceptedFinding(finding: Finding, allowGaps: boolean): Finding {
  if (allowGaps && gapCodes.has(finding.code)) {
    const message = `${finding.message.replace(/ Copy the file again from its source\.$/, '')} The gap was accepted.`
    return { ...finding, severity: 'warning', message }
  }
  const lone = finding.code === 'E_TOO_FEW' && finding.details?.['slices'] === 1
  return { ...finding, severity: 'warning', ...(lone ? { code: 'W_SINGLE_SLICE' } : {}) }
}

function volumeSlice(slice: SliceSource | null): VolumeSlice {
  if (slice === null) return { instanceNumber: null, slope: 1, intercept: 0, present: false }
  return { instanceNumber: slice.instanceNumber, slope: slice.slope, intercept: slice.intercept, present: true }
}

function viewingGrid(slices: readonly SliceSource[]): Grid {
  const first = slices[0] as SliceSource
  const last = slices.at(-1) as SliceSource
  const normal = normalize(cross(first.row, first.column))
  const extent = dot(subtract(last.position, first.position), normal)
  const way = slices.length > 1 ? extent / (slices.length - 1) : thicknessOf(first)
  return {
    size: [first.pixels.columns, first.pixels.rows, slices.length],
    spacing: [first.spacing[0], first.spacing[1], way],
    origin: first.position,
    direction: [first.row, first.column, normal],
  }
}

function missingFindings(fileOfSlice: readonly (number | null)[]): Finding[] {
  const missing = fileOfSlice.flatMap((n, k) => (n === null ? [k] : []))
  if (missing.length === 0) return []
  const shown = missing.slice(0, 10).map((k) => k + 1)
  const which =
    missing.length === 1
      ? `Slice ${shown[0]} is missing and stays empty`
      : `Slices ${shown.join(', ')}${missing.length > 10 ? ' …' : ''} are missing and stay empty`
  const message = `${which}: volumes and surfaces leave ${missing.length === 1 ? 'it' : 'them'} out.`
  return [
    {
      code: 'W_GAP_ACCEPTED',
      severity: 'warning',
      message,
      where: { plane: 'axial', slice: missing[0] as number },
      details: { missing: missing.length },
    },
  ]
}

function stackedFinding(spacing: number): Finding {
  const message = `Slices are shown ${english.number(spacing, 2)} mm apart, the mean of uneven gaps: distances across slices are not true.`
  return { code: 'W_STACKED', severity: 'warning', message, details: { spacingMm: spacing } }
}
