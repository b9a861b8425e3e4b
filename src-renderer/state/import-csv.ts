import type { SkippedFile } from '../../src-shared/contract.ts'
import { csvLine } from '../../src-shared/csv.ts'

/** The import report as CSV (RFC 4180: CRLF, quoted cells): one line a skipped file. */
export function importCsv(header: readonly [string, string, string], skipped: readonly SkippedFile[]): string {
  const lines: (readonly [string, string, string])[] = [
    header,
    ...skipped.map((file) => [file.file, file.code, file.message] as const),
  ]
  return lines.map(csvLine).join('')
}
