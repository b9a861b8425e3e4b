import { z } from 'zod'
import { findingSchema, gridSchema, measurementsSchema, parameterValuesSchema } from '../contract.ts'
import { Failure } from '../failure.ts'
import { english } from '../number-format.ts'
import type { Report } from '../report.ts'
import { decodeUtf8, encodeUtf8 } from '../utf8.ts'
import type { Chunks, ExportInput, Format, Proof, RunFacts } from './format.ts'
import { measurementRows, measures, thirdsDefinition, volumeFault } from './measurement-rows.ts'
import { needRun } from './need-run.ts'

/** `measurements.json`: the figures of a run with their definitions, without a UID, a date or a file name. */
export const measurementsFileSchema = z.object({
  schemaVersion: z.literal(1),
  program: z.literal('Hilum'),
  version: z.string(),
  notice: z.string(),
  /** Stands for patient and study without naming them. */
  caseCode: z.string(),
  seriesNumber: z.number().nullable(),
  method: z.string(),
  parameters: parameterValuesSchema,
  thresholdHU: z.number().nullable(),
  grid: gridSchema.pick({ size: true, spacing: true }),
  definitions: z.record(z.string(), z.object({ unit: z.string(), definition: z.string() })),
  /** By structure, then by measure; null where a structure has no voxel to measure. */
  structures: z.record(
    z.string(),
    z.object({ title: z.string(), values: z.record(z.string(), z.number().nullable()) }),
  ),
  /** HU under both lungs, of methods that measure. */
  histogram: measurementsSchema.shape.histogram.optional(),
  findings: z.array(findingSchema.pick({ code: true, severity: true, message: true })),
})
type MeasurementsFile = z.infer<typeof measurementsFileSchema>

/** Every figure of a run as JSON, see `measurementsFileSchema`. */
export const measurementsJson: Format = {
  id: 'measurements-json',
  group: 'measurements',
  title: 'Measurements (JSON)',
  fileName: 'measurements.json',
  needs: 'run',
  compression: null,
  estimateBytes: () => 10_000,
  encode,
  verify,
}

function describe(run: RunFacts): MeasurementsFile {
  const structures: MeasurementsFile['structures'] = {}
  for (const { structure, title, measure, value } of measurementRows(run)) {
    structures[structure] ??= { title, values: {} }
    structures[structure].values[measure] = value
  }
  const thirds = run.measurements === undefined ? {} : { thirds: { unit: '', definition: thirdsDefinition } }
  const histogram = run.measurements === undefined ? {} : { histogram: run.measurements.histogram }
  return measurementsFileSchema.parse({
    ...run,
    schemaVersion: 1,
    caseCode: run.series.caseCode,
    seriesNumber: run.series.seriesNumber,
    thresholdHU: run.threshold?.hu ?? null,
    definitions: { ...measures, ...thirds },
    structures,
    ...histogram,
  })
}

const encodeDescription = (run: RunFacts | undefined): Uint8Array<ArrayBuffer> =>
  encodeUtf8(`${JSON.stringify(describe(needRun(run, 'A file of measurements')), null, 2)}\n`)

function* encode({ run }: ExportInput, report: Report): Chunks {
  yield encodeDescription(run)
  report(1, 1)
}

/** The file is read by its schema and compared with the run; volumes must be those of their voxels. */
function* verify({ run }: ExportInput, report: Report): Proof {
  const facts = needRun(run, 'A file of measurements')
  const read = parse(yield encodeDescription(facts).length)
  if (JSON.stringify(read) !== JSON.stringify(describe(facts))) fail('it differs from the run')
  const wrong = volumeFault(facts)
  if (wrong !== null) fail(`the volume of ${wrong} is not that of its voxels`)
  report(1, 1)
  return `Read back: ${english.number(measurementRows(facts).length)} figures of ${Object.keys(read.structures).length} structures, all equal; volumes are those of their voxels.`
}

function parse(bytes: Uint8Array): MeasurementsFile {
  try {
    return measurementsFileSchema.parse(JSON.parse(decodeUtf8(bytes)))
  } catch {
    return fail('it is not the file that was written')
  }
}

function fail(what: string): never {
  throw new Failure(
    'E_VERIFY',
    `The measurements were read back and ${what}. They were not kept. Try again, or save to another disk.`,
  )
}
