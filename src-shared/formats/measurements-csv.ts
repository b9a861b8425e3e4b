import { english } from '../number-format.ts'
import type { Report } from '../report.ts'
import { type Cells, encodeTable, plainCells, proveTable } from './csv-table.ts'
import type { Chunks, ExportInput, Format, Proof, RunFacts } from './format.ts'
import { measurementRows, measures, thirdsDefinition } from './measurement-rows.ts'
import { needRun } from './need-run.ts'

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
  return [header, ...figures, ...facts].map(plainCells)
}

function* encode({ run }: ExportInput, report: Report): Chunks {
  yield encodeTable(lines(needRun(run, 'A table of measurements')))
  report(1, 1)
}

/** The table is parsed, and every cell compared with what it was made from. */
function* verify({ run }: ExportInput, report: Report): Proof {
  const facts = needRun(run, 'A table of measurements')
  const proved = `Read back: ${english.number(measurementRows(facts).length)} figures with units and definitions, all equal.`
  const message = yield* proveTable(lines(facts), 'The table of measurements', proved)
  report(1, 1)
  return message
}
