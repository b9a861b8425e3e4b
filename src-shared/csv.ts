/** A cell of a CSV file that no spreadsheet runs as a formula: quoted, and led by an apostrophe where it starts like one. */
export function csvCell(text: string): string {
  const safe = /^[\s]*[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return `"${safe.replaceAll('"', '""')}"`
}

/** A line of RFC 4180: texts as `csvCell` writes them, numbers bare with a point, nothing for null. */
export function csvLine(cells: readonly (string | number | null)[]): string {
  const written = cells.map((cell) => (cell === null ? '' : typeof cell === 'number' ? String(cell) : csvCell(cell)))
  return `${written.join(',')}\r\n`
}

/** The cells of a CSV text as RFC 4180 lays them out, quotes taken off; null where it is none. */
export function parseCsv(text: string): string[][] | null {
  const rows: string[][] = []
  let row: string[] = []
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/y
  while (cell.lastIndex < text.length) {
    const match = cell.exec(text)
    if (match === null) return null
    row.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '')
    if (match[3] === ',') continue
    rows.push(row)
    row = []
  }
  return row.length === 0 ? rows : null
}
