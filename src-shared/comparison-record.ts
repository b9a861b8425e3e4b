import { z } from 'zod'
import {
  comparisonSchema,
  labelmapInfoSchema,
  parameterValuesSchema,
  reasonSchema,
  stageResultSchema,
} from './contract.ts'
import { runRecordSchema } from './run-record.ts'

/** One of the two that were compared: a run of a method, or a file, which is known by its checksum and not by its name. */
const recordedSide = z.discriminatedUnion('from', [
  z.object({
    from: z.literal('method'),
    method: z.string(),
    /** Every parameter of the mask, defaults too. */
    parameters: parameterValuesSchema,
    threshold: runRecordSchema.shape.threshold,
    stages: z.array(stageResultSchema.pick({ stage: true, figures: true })),
    volumes: runRecordSchema.shape.volumes,
  }),
  labelmapInfoSchema
    .pick({ format: true, bytes: true, sha256: true, placed: true })
    .extend({ from: z.literal('file'), volumes: runRecordSchema.shape.volumes }),
])
export type RecordedSide = z.infer<typeof recordedSide>

/**
 * `CASE-comparison.json`: two results on one series, how far they agree and why they differ, with all that is needed to run them again,
 * and the record of the files saved with it. It holds no clock, no UID, no name of a mask file and nothing that names the patient.
 * Slices count from 0.
 */
export const comparisonRecordSchema = z.object({
  schemaVersion: z.literal(2),
  program: z.literal('Hilum'),
  version: z.string(),
  build: runRecordSchema.shape.build,
  notice: z.string(),
  series: runRecordSchema.shape.series,
  grid: runRecordSchema.shape.grid,
  sides: z.object({ a: recordedSide, b: recordedSide }),
  definitions: z.record(z.string(), z.object({ unit: z.string(), definition: z.string() })),
  comparison: comparisonSchema,
  reasons: z.array(reasonSchema),
  /** The table and, where there is one, the picture. */
  outputs: runRecordSchema.shape.outputs,
})
export type ComparisonRecord = z.infer<typeof comparisonRecordSchema>

/** A comparison before any file of it is saved. */
export type ComparedResults = Omit<ComparisonRecord, 'outputs'>
