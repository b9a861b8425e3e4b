import { z } from 'zod'
import {
  findingSchema,
  gridSchema,
  measurementsSchema,
  parameterValuesSchema,
  stageResultSchema,
  surfaceChangeSchema,
} from './contract.ts'

const recordedInput = z.object({
  /** Relative to the study folder. */
  file: z.string(),
  bytes: z.number().int(),
  sha256: z.string(),
})

/** The series, so that it can be found again among others, without a UID or a name. */
const recordedSeries = z.object({
  /** As on screen; stands for patient and study. */
  caseCode: z.string(),
  seriesNumber: z.number().nullable(),
  /** SHA-256 of the SeriesInstanceUID, 24 digits; the command line's `--series` takes it. */
  fingerprint: z.string(),
})
export type RecordedSeries = z.infer<typeof recordedSeries>

const recordedOutput = z.object({
  file: z.string(),
  format: z.string(),
  bytes: z.number().int(),
  sha256: z.string(),
  /** What was compared when the file was read back. */
  verified: z.string(),
})

/**
 * `run.json`: everything needed to make the same bytes again, and to check that they are the same. It holds no clock and
 * nothing that names the patient; a run with the same input and parameters writes the same record.
 */
export const runRecordSchema = z.object({
  schemaVersion: z.literal(1),
  program: z.literal('Hilum'),
  version: z.string(),
  notice: z.string(),
  series: recordedSeries,
  method: z.string(),
  /** Every parameter of the method, defaults too. */
  parameters: parameterValuesSchema,
  /** Null where none could be found. */
  threshold: z.object({ hu: z.number(), raw: z.number() }).nullable(),
  /** Without seconds and reuse, which differ from run to run. */
  stages: z.array(stageResultSchema.pick({ stage: true, figures: true, findings: true })),
  findings: z.array(findingSchema),
  volumes: z.record(z.string(), z.object({ label: z.number().int(), voxels: z.number().int(), volumeMl: z.number() })),
  /** Of methods that measure. */
  measurements: measurementsSchema.optional(),
  /** What smoothing and decimation did to the surface that was saved. */
  surfaceChange: surfaceChangeSchema.optional(),
  grid: gridSchema,
  inputs: z.array(recordedInput),
  outputs: z.array(recordedOutput),
})
export type RunRecord = z.infer<typeof runRecordSchema>

export const runRecordFileName = 'run.json'
export const researchNotice = 'Research use; not a medical device.'
