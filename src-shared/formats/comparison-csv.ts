import type { ComparedResults, RecordedSide } from '../comparison-record.ts'
import type { Reason } from '../contract.ts'
import { dice } from '../imaging/count-overlap.ts'
import { english } from '../number-format.ts'
import { comparisonMeasures, comparisonRows } from './comparison-rows.ts'
import { type Cells, encodeTable, plainCells, proveTable } from './csv-table.ts'
import type { Proof } from './format.ts'

const header = ['structure', 'measure', 'value', 'unit', 'definition'] as const

/** A comparison as a table: one figure a line with its unit and definition, then both sides, the reasons and every slice. */
export const encodeComparisonCsv = (record: ComparedResults): Uint8Array<ArrayBuffer> => encodeTable(lines(record))

export const proveComparisonCsv = (record: ComparedResults): Proof =>
  proveTable(
    lines(record),
    'The table of the comparison',
    `Read back: ${english.number(comparisonRows(record).length)} figures with units and definitions, all equal.`,
  )

function lines(record: ComparedResults): Cells[] {
  const { version, notice, series, grid, sides, comparison, reasons } = record
  const figures = comparisonRows(record).map(({ structure, measure, value }): Cells => {
    const { unit, definition } = comparisonMeasures[measure]
    return [structure, measure, value, unit, definition]
  })
  const run: Cells[] = [
    ['run', 'program', `Hilum ${version}`, '', notice],
    ['run', 'case', series.caseCode, '', 'Stands for patient and study without naming them.'],
    ['run', 'series', series.seriesNumber, '', 'SeriesNumber.'],
    ...grid.spacing.map((mm, axis): Cells => ['run', `spacing-${'ijk'[axis]}`, mm, 'mm', 'Distance of voxel centres.']),
  ]
  const { both, onlyA, onlyB } = comparison.slices
  const slices = both.map((voxels, k): Cells => {
    const value = dice({ both: voxels, onlyA: onlyA[k] ?? 0, onlyB: onlyB[k] ?? 0 })
    return [`slice ${k + 1}`, 'dice', value, '', 'Of the lungs in this slice, counted from 1 as on screen.']
  })
  return [
    header,
    ...figures,
    ...run,
    ...sideLines('A', sides.a),
    ...sideLines('B', sides.b),
    ...reasons.map(reasonLine),
    ...slices,
  ].map(plainCells)
}

function sideLines(name: 'A' | 'B', side: RecordedSide): Cells[] {
  const volumes = Object.entries(side.volumes).flatMap(([label, { voxels, volumeMl }]): Cells[] => [
    [name, `${label}-voxels`, voxels, '', 'Voxels of this label.'],
    [name, `${label}-volume`, volumeMl, 'mL', 'Voxels of this label times the volume of one voxel.'],
  ])
  if (side.from === 'file') {
    return [
      [name, 'file', side.format, '', 'Format of the mask file.'],
      [name, 'sha256', side.sha256, '', ''],
      ...volumes,
    ]
  }
  const parameters = Object.entries(side.parameters).map(
    ([parameter, value]): Cells => [
      `${name} parameter`,
      parameter,
      typeof value === 'number' ? value : String(value),
      '',
      '',
    ],
  )
  return [
    [name, 'method', side.method, '', ''],
    [name, 'threshold', side.threshold?.hu ?? null, 'HU', 'Threshold the method found.'],
    ...volumes,
    ...parameters,
  ]
}

const deeds: Readonly<Record<Reason['does'], string>> = {
  adds: 'adds them after an earlier stage left them out',
  'leaves-out': 'leaves them out for good',
  keeps: 'leaves them out at no stage',
}

function reasonLine({ only, by, does, stage, volumeMl, slice }: Reason): Cells {
  const who = stage === null ? by.toUpperCase() : `stage ${stage} of ${by.toUpperCase()}`
  const why = `Voxels that ${only.toUpperCase()} alone has: ${who} ${deeds[does]}. Most of them lie in slice ${slice + 1}.`
  return ['difference', `${does} ${stage ?? ''}`.trim(), volumeMl, 'mL', why]
}
