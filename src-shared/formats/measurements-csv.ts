import { csvLine, parseCsv } from '../csv.ts'
import { Failure } from '../failure.ts'
import type { Report } from '../report.ts'
import { decodeUtf8, encodeUtf8 } from '../utf8.ts'
import type { Chunks, ExportInput, Format, Proof, RunFacts } from './format.ts'
import { measurementRows, measures, thirdsDefinition } from './measurement-rows.ts'
import { needRun } from './need-run.ts'
import { plainText } from './plain-text.ts'

type Cells = readonly (string | number | null)[]

const header = ['structure', 'measure', 'value', 'unit', 'definition'] as const

/**
 * Every figure of a run as a table: UTF-8, RFC 4180, one figure a line with its unit and definition, then the run and its
 * findings in lines of their own. Numbers have a point and every digit, in every language; texts are quoted, hold no signs beyond
 * ASCII, and none is run as a formula.
 */
export const measurementsCsv: Format = {
  id: 'measurements-csv',
  group: 'measurements',
  title: 'Measurements (CSV)',
  fileName: 'measurements.csv',
  needs: 'run',
  compression: null,
  estimateBytes: () => 8000,
  encode,
  verify,
}

function lines(run: RunFacts): Cells[] {
  const { method, version, series, threshold, parameters, grid, findings, notice } = run
  const figures = measurementRows(run).map(({ structure, measure, value }): Cells => {
    const { unit, definition } = measures[measure]
    const more = structure.endsWith('-third') ? ` ${thirdsDefinition}` : ''
    return [structure, measure, value, unit, definition + more]
  })
  const facts: Cells[] = [
    ['run', 'program', `Hilum ${version}`, '', notice],
    ['run', 'case', series.caseCode, '', 'Stands for patient and study without naming them.'],
    ['run', 'series', series.seriesNumber, '', 'SeriesNumber.'],
    ['run', 'method', method, '', ''],
    ['run', 'threshold', threshold?.hu ?? null, 'HU', 'Threshold the method found.'],
    ...grid.spacing.map((mm, axis): Cells => ['run', `spacing-${'ijk'[axis]}`, mm, 'mm', 'Distance of voxel centres.']),
    ...Object.entries(parameters).map(
      ([name, value]): Cells => ['parameter', name, typeof value === 'number' ? value : String(value), '', ''],
    ),
    ...findings.map(({ code, severity, message }): Cells => ['finding', code, severity, '', message]),
  ]
  return [header, ...figures, ...facts].map((cells) =>
    cells.map((cell) => (typeof cell === 'string' ? plainText(cell) : cell)),
  )
}

function* encode({ run }: ExportInput, report: Report): Chunks {
  yield encodeUtf8(lines(needRun(run, 'A table of measurements')).map(csvLine).join(''))
  report(1, 1)
}

/** The table is parsed, and every cell compared with what it was made from. */
function* verify({ run }: ExportInput, report: Report): Proof {
  const expected = lines(needRun(run, 'A table of measurements'))
  const length = encodeUtf8(expected.map(csvLine).join('')).length
  const rows = parseCsv(decodeUtf8(yield length))
  if (rows === null || rows.length !== expected.length) return fail('it is not the table that was written')
  for (const [n, cells] of expected.entries()) {
    const same = cells.every((cell, at) => isCell(rows[n]?.[at], cell))
    if (!same || rows[n]?.length !== cells.length) fail(`line ${n + 1} differs`)
  }
  report(1, 1)
  return `Read back: ${measurementRows(needRun(run, 'A table of measurements')).length} figures with units and definitions, all equal.`
}

const isCell = (read: string | undefined, cell: string | number | null): boolean =>
  typeof cell === 'number' ? read !== '' && Number(read) === cell : read === (cell ?? '') || read === `'${cell}`

function fail(what: string): never {
  throw new Failure(
    'E_VERIFY',
    `The table of measurements was read back and ${what}. It was not kept. Try again, or save to another disk.`,
  )
}
