import type { SkippedFile } from '../../src-shared/contract.ts'

/** A cell of a CSV file that no spreadsheet runs as a formula: quoted, and led by an apostrophe where it starts like one. */
export function csvCell(text: string): string {
  const safe = /^[\s]*[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return `"${safe.replaceAll('"', '""')}"`
}

/** The import report as CSV (RFC 4180: CRLF, quoted cells): one line a skipped file. */
export function importCsv(header: readonly [string, string, string], skipped: readonly SkippedFile[]): string {
  const lines: (readonly [string, string, string])[] = [
    header,
    ...skipped.map((file) => [file.file, file.code, file.message] as const),
  ]
  return lines.map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('')
}
