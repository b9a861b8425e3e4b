import { csvLine, parseCsv } from '../csv.ts'
import { Failure } from '../failure.ts'
import { decodeUtf8, encodeUtf8 } from '../utf8.ts'
import type { Proof } from './format.ts'
import { plainText } from './plain-text.ts'

export type Cells = readonly (string | number | null)[]

/** A table as UTF-8 by RFC 4180: numbers with a point and every digit, in every language; texts quoted, and none is run as a formula. */
export const encodeTable = (lines: readonly Cells[]): Uint8Array<ArrayBuffer> => encodeUtf8(lines.map(csvLine).join(''))

/** The cells with texts that hold no signs beyond ASCII, as far as there is another for them. */
export const plainCells = (cells: Cells): Cells =>
  cells.map((cell) => (typeof cell === 'string' ? plainText(cell) : cell))

/** Parses a table that is read back and compares every cell; `what` names it. Returns `proved`, throws `E_VERIFY`. */
export function* proveTable(expected: readonly Cells[], what: string, proved: string): Proof {
  const fail = (fault: string): never => {
    throw new Failure(
      'E_VERIFY',
      `${what} was read back and ${fault}. It was not kept. Try again, or save to another disk.`,
    )
  }
  const rows = parseCsv(decodeUtf8(yield encodeTable(expected).length))
  if (rows === null || rows.length !== expected.length) return fail('it is not the table that was written')
  for (const [n, cells] of expected.entries()) {
    const same = cells.every((cell, at) => isCell(rows[n]?.[at], cell))
    if (!same || rows[n]?.length !== cells.length) fail(`line ${n + 1} differs`)
  }
  return proved
}

const isCell = (read: string | undefined, cell: string | number | null): boolean =>
  typeof cell === 'number' ? read !== '' && Number(read) === cell : read === (cell ?? '') || read === `'${cell}`
