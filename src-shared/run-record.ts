import { z } from 'zod'
import type { BuildFacts } from './build-facts.ts'
import {
  findingSchema,
  gridSchema,
  measurementsSchema,
  parameterValuesSchema,
  stageResultSchema,
  surfaceChangeSchema,
} from './contract.ts'

const recordedBuild = z.object({
  commit: z.string().nullable(),
  modified: z.boolean().nullable(),
  packageLockSha256: z.string().nullable(),
}) satisfies z.ZodType<BuildFacts>

const inputBytes = { bytes: z.number().int(), sha256: z.string() }

/** A file of the series. UIDs are null where a file states none. */
const recordedInput = z.union([
  /** Identity kept: its name below the study folder, and its own SOPInstanceUID. */
  z.object({ file: z.string(), ...inputBytes, sopInstanceUid: z.string().nullable() }),
  /** Identity removed: no name, and the UID that DICOM files of this and every other such save put in the place of its own. */
  z.object({ ...inputBytes, replacementSopInstanceUid: z.string().nullable() }),
])
export type RecordedInput = z.infer<typeof recordedInput>

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
 * nothing that names the patient, unless identity is kept on purpose; a run with the same input and parameters writes the same record.
 */
export const runRecordSchema = z.object({
  schemaVersion: z.literal(2),
  program: z.literal('Hilum'),
  version: z.string(),
  /** What the program was made of; null where it does not know. */
  build: recordedBuild,
  notice: z.string(),
  /** Whether the files of this save, this one included, name patient and study. */
  identity: z.enum(['removed', 'kept']),
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
  /** Changes by hand: none, as no tool of Hilum makes any. */
  edits: z.tuple([]),
  grid: gridSchema,
  /** In the order of the slices. */
  inputs: z.array(recordedInput),
  outputs: z.array(recordedOutput),
})
export type RunRecord = z.infer<typeof runRecordSchema>

export const runRecordFileName = 'run.json'
export const researchNotice = 'Research use; not a medical device.'
