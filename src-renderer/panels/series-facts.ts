import type { SeriesInfo } from '../../src-shared/contract.ts'
import { type Finding, sortFindings } from '../../src-shared/finding.ts'
import type { Messages } from '../state/text/en.ts'

export const seriesName = (t: Messages, series: SeriesInfo): string =>
  t.studies.seriesName(series.seriesNumber, series.kernel)

/** Size, tube voltage, tilt, bytes and coding: the grey line below a series' name. */
export function seriesFacts(t: Messages, series: SeriesInfo): string {
  const facts = [`${series.columns} × ${series.rows}`]
  if (series.modality !== 'CT') facts.unshift(series.modality)
  if (series.kvp !== null) facts.push(t.studies.kilovolt(series.kvp))
  if (series.tiltDegrees !== 0) facts.push(t.studies.tilt(series.tiltDegrees))
  facts.push(t.formats.bytes(series.fileBytes))
  facts.push(series.transferSyntax.name)
  return facts.join(', ')
}

/** Voxel size in mm as `0.84 × 0.84 × 5.00`, with words where a part is not known. */
export function voxelText(t: Messages, series: SeriesInfo): string {
  const mm = (value: number): string => t.formats.number(value, 2)
  const inPlane = series.pixelSpacing?.map(mm) ?? [t.studies.unknown]
  if (series.sliceCount < 2) return inPlane.join(' × ')
  return [...inPlane, series.sliceSpacing === null ? t.studies.uneven : mm(series.sliceSpacing)].join(' × ')
}

/** What the table says of a series: that nothing is wrong with its spacing where so, then its findings. */
export function shownFindings(t: Messages, series: SeriesInfo): Finding[] {
  const sorted = sortFindings(series.findings)
  const even = series.usable === 'yes' && !sorted.some((finding) => finding.severity === 'passed')
  if (!even) return sorted
  return [{ code: 'even', severity: 'passed', message: t.studies.nothingWrong }, ...sorted]
}

/** Findings that need eyes: all but those that passed. */
export const openFindings = (findings: readonly Finding[]): Finding[] =>
  findings.filter((finding) => finding.severity === 'error' || finding.severity === 'warning')
