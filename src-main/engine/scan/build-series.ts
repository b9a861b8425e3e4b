import type { SkippedFile } from '../../../src-shared/contract.ts'
import { counted } from '../../../src-shared/counted.ts'
import { arrangeSlices } from '../../../src-shared/dicom/arrange-slices.ts'
import type { Failure } from '../../../src-shared/failure.ts'
import type { Finding } from '../../../src-shared/finding.ts'
import { describeSeries } from './describe-series.ts'
import { oddityFindings } from './oddity-findings.ts'
import type { SeriesSource, SliceSource } from './series-source.ts'
import { setAsideStrays } from './set-aside-strays.ts'
import { settleDuplicates } from './settle-duplicates.ts'

/** A file that can't be used, with its reason. */
export interface Unusable {
  readonly relativeFile: string
  readonly failure: Failure
}

export interface SeriesParts {
  readonly images: readonly SliceSource[]
  /** Files of the series that can't be read: each one may be a hole in it. */
  readonly damaged: readonly Unusable[]
  /** Unreadable files that lie beside the series and do not say what they are. */
  readonly beside: readonly Unusable[]
  /** Overview pictures that were left out already. */
  readonly localizers: number
}

export interface BuiltSeries {
  readonly source: SeriesSource
  /** Images that were left out of the series. */
  readonly excluded: readonly SkippedFile[]
}

/** Makes a series of its images: overview pictures and copies out, slices in order, everything that is wrong named. */
export function buildSeries(key: string, folder: string, parts: SeriesParts): BuiltSeries {
  const { stack, strays } = setAsideStrays(parts.images)
  const settled = settleDuplicates(stack)
  const arrangement = arrangeSlices(settled.slices)
  const hasGap = arrangement.findings.some(({ code }) => code === 'E_GAP')
  const extra = [
    ...damagedFindings(parts.damaged),
    ...settled.findings,
    ...besideFindings(parts.beside, hasGap),
    ...asideFindings(strays.length + parts.localizers),
    ...instanceNumberFindings(settled.slices),
    ...oddityFindings(settled.slices),
  ]
  const { info, findings } = describeSeries(key, arrangement, extra)
  const { slices, positions, planes, grid } = arrangement
  return {
    source: { info, folder, slices, positions, planes, grid, findings },
    excluded: [
      ...strays.map((slice) => ({
        file: slice.relativeFile,
        code: 'E_LOCALIZER',
        message: 'It lies across the slices of its series: an overview picture, left out.',
      })),
      ...settled.copies.map((slice) => ({
        file: slice.relativeFile,
        code: 'W_DUP_SOP',
        message: 'A copy of another file of the series, byte for byte. One of them is used.',
      })),
      ...settled.rivals.map((slice) => ({
        file: slice.relativeFile,
        code: 'E_DUP_SOP_DIFF',
        message: 'It has the SOPInstanceUID of another image and differs from it. The series is not opened.',
      })),
    ],
  }
}

function asideFindings(count: number): Finding[] {
  if (count === 0) return []
  const message = `${counted(count, 'overview picture was', 'overview pictures were')} left out of the series.`
  return [{ code: 'W_EXCLUDED', severity: 'warning', message, details: { images: count } }]
}

function damagedFindings(damaged: readonly Unusable[]): Finding[] {
  return damaged.map(({ relativeFile, failure }) => ({
    // whatever is wrong with the file, its slice is missing
    code: failure.code === 'E_TRUNCATED' ? 'E_TRUNCATED' : 'E_GAP',
    severity: 'error',
    message: `${relativeFile}: ${failure.message}`,
    where: { file: relativeFile },
    details: { reason: failure.code },
  }))
}

/** Unreadable files of unknown kind: a warning by themselves, since the slices there are may well be all. */
function besideFindings(beside: readonly Unusable[], hasGap: boolean): Finding[] {
  return beside.map(({ relativeFile, failure }) => ({
    code: 'W_UNREADABLE_BESIDE',
    severity: 'warning',
    message: hasGap
      ? `${relativeFile} lies beside the series and may be what is missing. ${failure.message}`
      : `${relativeFile} lies beside the series and may have been a slice at its end. ${failure.message}`,
    where: { file: relativeFile },
    details: { reason: failure.code },
  }))
}

function instanceNumberFindings(slices: readonly SliceSource[]): Finding[] {
  const numbers = slices.map((slice) => slice.instanceNumber).filter((number) => number !== null)
  if (new Set(numbers).size === numbers.length) return []
  return [
    {
      code: 'W_DUP_INSTANCE_NUMBER',
      severity: 'warning',
      message: 'Several slices have the same InstanceNumber. They are in order by position.',
    },
  ]
}
