import { createHash } from 'node:crypto'
import type { SeriesInfo } from '../../../src-shared/contract.ts'
import type { Arrangement } from '../../../src-shared/dicom/arrange-slices.ts'
import type { OtherInstance, SeriesFacts } from '../../../src-shared/dicom/instance.ts'
import { clean } from '../../../src-shared/dicom/read-instance.ts'
import { findTransferSyntax } from '../../../src-shared/dicom/transfer-syntaxes.ts'
import { type Finding, sortFindings } from '../../../src-shared/finding.ts'
import { cross, determinant, directionLetter, type Plane, slicePlane, type Vec3 } from '../../../src-shared/geometry.ts'
import { english } from '../../../src-shared/number-format.ts'
import { isSharpKernel } from './kernel.ts'
import type { SliceSource } from './series-source.ts'

/** Findings a series can still be opened with when the user accepts the gaps. */
const gapCodes = new Set(['E_GAP', 'E_TRUNCATED'])
/** Findings with which slices can be looked at, but make no volume that is true. */
const viewCodes = new Set(['E_TOO_FEW', 'E_SPACING', ...gapCodes])
const thickMm = 5
const longestUid = 128

export const hashId = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 24)

function common(
  key: string,
  facts: SeriesFacts,
  transferSyntaxUid: string,
): Pick<
  SeriesInfo,
  | 'seriesId'
  | 'seriesNumber'
  | 'modality'
  | 'description'
  | 'kernel'
  | 'kvp'
  | 'sliceThickness'
  | 'transferSyntax'
  | 'best'
> {
  const syntax = findTransferSyntax(transferSyntaxUid)
  return {
    seriesId: hashId(key),
    seriesNumber: facts.seriesNumber,
    modality: facts.modality,
    description: facts.description,
    kernel: facts.kernel,
    kvp: facts.kvp,
    sliceThickness: facts.sliceThickness,
    transferSyntax: { uid: transferSyntaxUid, name: syntax?.name ?? 'unknown', supported: syntax?.supported ?? false },
    best: null,
  }
}

/** What the screen and the command line say of a CT series. `extra` are findings from beyond its usable images. */
export function describeSeries(
  key: string,
  arrangement: Arrangement<SliceSource>,
  extra: readonly Finding[],
): { info: SeriesInfo; findings: Finding[] } {
  const { slices, positions, grid, tiltDegrees } = arrangement
  const first = slices[0] as SliceSource
  const info = common(key, first.series, first.transferSyntaxUid)
  const plane = planeOf(first)
  const unsupported = slices.find((slice) => findTransferSyntax(slice.transferSyntaxUid)?.supported !== true)
  const findings = sortFindings([
    ...extra,
    ...arrangement.findings,
    ...(unsupported === undefined ? [] : [syntaxFinding(unsupported)]),
    ...spacingFindings(arrangement, extra),
    ...kernelFindings(first.series),
    ...(plane === 'axial'
      ? []
      : [{ code: 'I_NOT_AXIAL', severity: 'info' as const, message: `The slices are ${plane}, not axial.` }]),
  ])
  const spacing = grid === null ? 0 : grid.spacing[2] * determinant(grid)
  const slopes = new Set(slices.map((slice) => `${slice.slope} ${slice.intercept}`))
  return {
    findings,
    info: {
      ...info,
      seriesInstanceUid: clean(first.seriesInstanceUid, longestUid),
      rows: first.pixels.rows,
      columns: first.pixels.columns,
      sliceCount: slices.length,
      fileBytes: slices.reduce((sum, slice) => sum + slice.fileBytes, 0),
      stored: { bitsAllocated: 16, bitsStored: first.pixels.bitsStored, signed: first.pixels.signed },
      rescale: { slope: first.slope, intercept: first.intercept, varies: slopes.size > 1 },
      plane,
      pixelSpacing: [first.spacing[0], first.spacing[1]],
      sliceSpacing: grid !== null && slices.length > 1 ? spacing : null,
      tiltDegrees,
      positions: [...positions],
      endpoints: [endpointLabel(first.position, plane), endpointLabel((slices.at(-1) as SliceSource).position, plane)],
      findings,
      usable: usableOf(findings),
    },
  }
}

/** What the screen says of a series that is no CT. */
export function describeOther(key: string, instances: readonly OtherInstance[], fileBytes: number): SeriesInfo {
  const first = instances[0] as OtherInstance
  const what = first.rows > 0 ? 'images, another kind of scan' : 'objects, no images'
  const message = `${first.series.modality} ${what}. Hilum opens CT.`
  return {
    ...common(key, first.series, first.transferSyntaxUid),
    seriesInstanceUid: clean(first.seriesInstanceUid, longestUid),
    rows: first.rows,
    columns: first.columns,
    sliceCount: instances.length,
    fileBytes,
    stored: { bitsAllocated: first.bitsAllocated, bitsStored: first.bitsStored, signed: first.signed },
    rescale: null,
    plane: null,
    pixelSpacing: null,
    sliceSpacing: null,
    tiltDegrees: 0,
    positions: [],
    endpoints: null,
    findings: [{ code: 'E_NOT_CT', severity: 'error', message, details: { modality: first.series.modality } }],
    usable: 'no',
  }
}

function usableOf(findings: readonly Finding[]): SeriesInfo['usable'] {
  const errors = findings.filter((finding) => finding.severity === 'error').map((finding) => finding.code)
  if (errors.length === 0) return 'yes'
  if (errors.every((code) => gapCodes.has(code))) return 'gaps'
  return errors.every((code) => viewCodes.has(code)) ? 'view' : 'no'
}

function planeOf({ row, column }: SliceSource): Plane {
  const size = [1, 1, 1] as const
  return slicePlane({ size, spacing: size, origin: [0, 0, 0], direction: [row, column, cross(row, column)] })
}

const axisOfPlane = { sagittal: 0, coronal: 1, axial: 2 } as const

function endpointLabel(position: Vec3, plane: Plane): string {
  const axis = axisOfPlane[plane]
  const mm = position[axis]
  const unit = [0, 1, 2].map((n) => (n === axis ? Math.sign(mm) || 1 : 0)) as unknown as Vec3
  return `${directionLetter(unit)} ${english.number(Math.abs(mm))}`
}

function syntaxFinding(slice: SliceSource): Finding {
  const name = findTransferSyntax(slice.transferSyntaxUid)?.name ?? slice.transferSyntaxUid
  const message = `Compressed as ${name}, which Hilum does not read yet. Export the series uncompressed.`
  return { code: 'E_TRANSFER_SYNTAX', severity: 'error', message, details: { transferSyntax: slice.transferSyntaxUid } }
}

function spacingFindings({ slices, grid, findings }: Arrangement<SliceSource>, extra: readonly Finding[]): Finding[] {
  const blocked = [...findings, ...extra].some((finding) => finding.severity === 'error')
  if (grid === null || slices.length < 2 || blocked) return []
  const spacing = grid.spacing[2] * determinant(grid)
  const even: Finding = {
    code: 'P_EVEN_SPACING',
    severity: 'passed',
    message: 'Even spacing, nothing missing',
    details: { spacingMm: spacing },
  }
  const thick = Math.max(spacing, slices[0]?.series.sliceThickness ?? 0)
  if (thick < thickMm) return [even]
  const message = `${thick >= 8 ? 'Very thick' : 'Thick'} slices, ${english.short(thick, 1)} mm`
  return [even, { code: 'I_THICK_SLICES', severity: 'info', message, details: { thicknessMm: thick } }]
}

function kernelFindings({ kernel }: SeriesFacts): Finding[] {
  if (!isSharpKernel(kernel)) return []
  return [
    {
      code: 'W_SHARP_KERNEL',
      severity: 'warning',
      message: `Sharp kernel ${kernel}: density doubtful`,
      details: { kernel },
    },
  ]
}
