import type { ScanResult, SeriesInfo } from '../../src-shared/contract.ts'
import { Failure, isFailureCode } from '../../src-shared/failure.ts'
import type { SeriesSource } from './scan/series-source.ts'
import type { Sealed } from './sealed.ts'

/** A series as the last scan found it. */
export interface SeriesEntry {
  readonly info: SeriesInfo
  /** Of its study. */
  readonly caseCode: string
  /** Null where nothing of it can be opened; its findings say why. */
  readonly source: Sealed<SeriesSource> | null
  /** Absolute path of the folder that was scanned. */
  readonly folder: string
}

export type OpenableSeries = SeriesEntry & { readonly source: Sealed<SeriesSource> }

const scanLimit = 16

/** What the newest scans found; the oldest is forgotten for a newer one. */
export class Scans {
  readonly #scans = new Map<string, { readonly folder: string; readonly series: Map<string, SeriesEntry> }>()

  add(result: Pick<ScanResult, 'folderId' | 'folder'>, series: readonly SeriesEntry[]): void {
    this.#scans.delete(result.folderId)
    const byId = new Map(series.map((entry) => [entry.info.seriesId, entry]))
    this.#scans.set(result.folderId, { folder: result.folder, series: byId })
    const [oldest] = this.#scans.keys()
    if (this.#scans.size > scanLimit && oldest !== undefined) this.#scans.delete(oldest)
  }

  /** The series of the newest scan that has it; throws `E_SERIES_NOT_FOUND`, or what its findings say where it can't be opened. */
  series(seriesId: string): OpenableSeries {
    for (const scan of [...this.#scans.values()].reverse()) {
      const entry = scan.series.get(seriesId)
      if (entry !== undefined) return requireSource(entry)
    }
    throw new Failure('E_SERIES_NOT_FOUND', 'This series is not among the opened folders. Open its folder again.', {
      seriesId,
    })
  }
}

function requireSource(entry: SeriesEntry): OpenableSeries {
  const { info, source } = entry
  if (source !== null) return { ...entry, source }
  const { code, message, details } = info.findings.find(({ severity }) => severity === 'error') ?? {}
  throw new Failure(isFailureCode(code) ? code : 'E_INCONSISTENT', message ?? 'This series cannot be opened.', details)
}
