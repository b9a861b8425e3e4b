import type { ScanResult, SeriesInfo } from '../../src-shared/contract.ts'
import { counted } from '../../src-shared/counted.ts'
import { Failure, isFailureCode } from '../../src-shared/failure.ts'
import { english } from '../../src-shared/number-format.ts'
import { isUnevenStack } from '../../src-shared/uneven-stack.ts'
import { recordedSeries } from '../engine/recorded-series.ts'

export interface ChosenSeries {
  readonly series: SeriesInfo
  /** One sentence: why this one. */
  readonly reason: string
}

const voxels = ({ columns, rows, sliceCount }: SeriesInfo): number => columns * rows * sliceCount

/**
 * The series to segment: the one asked for by UID, else the largest usable axial CT series; of equally large ones the one the scan
 * calls best. Where no series makes a volume, the largest axial CT series that only its uneven gaps spoil, for a method that can say
 * whether it shows lungs (`judgesUneven`). Throws `E_SERIES_NOT_FOUND`, `E_SERIES_UNCLEAR`, `E_NO_CT`, or the code of what makes the only series unusable.
 */
export function chooseSeries(
  { studies }: Pick<ScanResult, 'studies'>,
  options: { uid: string | null; allowGaps: boolean; judgesUneven?: boolean },
): ChosenSeries {
  const all = studies.flatMap((study) => study.series)
  if (options.uid !== null) return byUid(studies, options.uid)
  const ct = all.filter(({ modality }) => modality === 'CT')
  const usable = ct.filter(
    ({ plane, usable }) => plane === 'axial' && (usable === 'yes' || (usable === 'gaps' && options.allowGaps)),
  )
  const uneven = ct.filter(({ plane, findings }) => plane === 'axial' && isUnevenStack(findings))
  const judged = uneven.toSorted((a, b) => voxels(b) - voxels(a))[0]
  if (usable.length === 0 && judged !== undefined && options.judgesUneven === true) {
    return {
      series: judged,
      reason: 'no CT series has even spacing; the slices of this one can only be searched for lungs',
    }
  }
  const most = Math.max(...usable.map(voxels))
  const largest = usable.filter((series) => voxels(series) === most)
  const [first] = largest
  if (first === undefined) throw whyNone(all, ct, options.allowGaps)
  const size = `${counted(first.sliceCount, 'slice')} of ${first.columns} x ${first.rows}`
  if (largest.length === 1) {
    const reason =
      usable.length === 1
        ? 'the only usable axial CT series'
        : `the largest of ${english.number(usable.length)} usable axial CT series`
    return { series: first, reason: `${reason}, ${size}` }
  }
  const best = largest.filter((series) => series.best !== null)
  const [only] = best
  if (only !== undefined && best.length === 1) {
    return { series: only, reason: only.best?.reason ?? '' }
  }
  const uids = largest.map(({ seriesInstanceUid, seriesId }) => seriesInstanceUid || seriesId)
  throw new Failure(
    'E_SERIES_UNCLEAR',
    `${english.number(largest.length)} axial CT series are equally large (${size}). Choose one with --series: ${uids.join(', ')}.`,
    { series: uids },
  )
}

function byUid(studies: ScanResult['studies'], uid: string): ChosenSeries {
  const all = studies.flatMap(({ caseCode, series }) => series.map((info) => ({ ...info, caseCode })))
  const series = all.find((info) =>
    [info.seriesInstanceUid, info.seriesId, recordedSeries(info, info.caseCode).fingerprint].includes(uid),
  )
  if (series !== undefined) return { series, reason: 'asked for with --series' }
  const uids = all.map(({ seriesInstanceUid, seriesId }) => seriesInstanceUid || seriesId)
  throw new Failure('E_SERIES_NOT_FOUND', `The folder holds no series ${uid}. It holds: ${uids.join(', ')}.`, {
    series: uids,
  })
}

function whyNone(all: readonly SeriesInfo[], ct: readonly SeriesInfo[], allowGaps: boolean): Failure {
  if (ct.length === 0) {
    const found = [...new Set(all.map(({ modality }) => modality || 'unknown'))]
    return new Failure('E_NO_CT', `The folder holds no CT series, only ${found.join(', ')}. Choose another folder.`, {
      modalities: found,
    })
  }
  const largest = ct.toSorted((a, b) => voxels(b) - voxels(a))[0] as SeriesInfo
  const errors = largest.findings.filter(({ severity, code }) => severity === 'error' && isFailureCode(code))
  // a file that can't be read says more than the gap it leaves
  const blocking = errors.find(({ where }) => where?.file !== undefined) ?? errors[0]
  const hint = largest.usable === 'gaps' && !allowGaps ? ' Add --allow-gaps to go on all the same.' : ''
  if (blocking !== undefined && isFailureCode(blocking.code)) {
    return new Failure(blocking.code, `${blocking.message}${hint}`, {
      ...blocking.details,
      ...(blocking.where?.file === undefined ? {} : { file: blocking.where.file }),
      series: largest.seriesInstanceUid,
    })
  }
  if (largest.plane !== 'axial') {
    return new Failure(
      'E_ORIENTATION',
      `No CT series lies in axial planes. Choose one with --series: ${ct.map((series) => series.seriesInstanceUid).join(', ')}.`,
      { series: ct.map((series) => series.seriesInstanceUid) },
    )
  }
  return new Failure('E_SERIES_NOT_FOUND', `No CT series of the folder can be segmented.${hint}`, {
    series: largest.seriesInstanceUid,
  })
}
