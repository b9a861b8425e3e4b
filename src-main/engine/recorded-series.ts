import { createHash } from 'node:crypto'
import type { SeriesInfo } from '../../src-shared/contract.ts'
import type { RecordedSeries } from '../../src-shared/run-record.ts'

/** What a record says of its series: the same wherever the series lies. One without a UID is told by its number. */
export function recordedSeries(
  { seriesInstanceUid, seriesNumber }: Pick<SeriesInfo, 'seriesInstanceUid' | 'seriesNumber'>,
  caseCode: string,
): RecordedSeries {
  const name = seriesInstanceUid || `${caseCode}#${seriesNumber ?? ''}`
  return { caseCode, seriesNumber, fingerprint: createHash('sha256').update(name).digest('hex').slice(0, 24) }
}
