import { z } from 'zod'
import { findingSchema, progressSchema } from './common.ts'
import { id } from './parts.ts'

// Folders that are scanned, with their studies and series.

export const seriesSchema = z.object({
  /** Opaque; stands for the series in the folder that was scanned: a copy of the folder has ids of its own. */
  seriesId: id,
  /** SeriesInstanceUID, for the command line's --series; empty where the file has none. */
  seriesInstanceUid: z.string(),
  seriesNumber: z.number().nullable(),
  modality: z.string(),
  /** From SeriesDescription, control characters stripped, at most 64 characters. */
  description: z.string(),
  kernel: z.string().nullable(),
  kvp: z.number().nullable(),
  rows: z.number().int(),
  columns: z.number().int(),
  sliceCount: z.number().int(),
  fileBytes: z.number(),
  transferSyntax: z.object({ uid: z.string(), name: z.string(), supported: z.boolean() }),
  stored: z.object({ bitsAllocated: z.number(), bitsStored: z.number(), signed: z.boolean() }),
  rescale: z.object({ slope: z.number(), intercept: z.number(), varies: z.boolean() }).nullable(),
  plane: z.enum(['axial', 'coronal', 'sagittal']).nullable(),
  /** [dx, dy] mm; null where unknown. */
  pixelSpacing: z.tuple([z.number(), z.number()]).nullable(),
  /** Spacing along the normal in mm; null where it is uneven or unknown. */
  sliceSpacing: z.number().nullable(),
  sliceThickness: z.number().nullable(),
  tiltDegrees: z.number(),
  /** Position of every slice along the normal in mm, ascending. */
  positions: z.array(z.number()),
  /** Patient coordinate (LPS, mm) of the first and the last slice along the plane's axis, for labels such as I 439. */
  endpoints: z.tuple([z.string(), z.string()]).nullable(),
  findings: z.array(findingSchema),
  /** yes: can be segmented; gaps: only when gaps are accepted; view: can be shown only; no: can't be opened. */
  usable: z.enum(['yes', 'gaps', 'view', 'no']),
  /** Why the choice fell on this series of its study, where it did. */
  best: z.object({ reason: z.string() }).nullable(),
})
export type SeriesInfo = z.infer<typeof seriesSchema>

export const studySchema = z.object({
  studyId: id,
  /** Stands for the patient and study without naming them, such as 3F2A-91. */
  caseCode: z.string(),
  /** YYYYMMDD or empty. */
  date: z.string(),
  /** Such as "CT chest": modality and body part where given. */
  description: z.string(),
  /** Manufacturer and model. */
  scanner: z.string(),
  series: z.array(seriesSchema),
})
export type StudyInfo = z.infer<typeof studySchema>

export const skippedFileSchema = z.object({
  /** Relative to the folder; control characters escaped. */
  file: z.string(),
  code: z.string(),
  message: z.string(),
})
export type SkippedFile = z.infer<typeof skippedFileSchema>

export const scanResultSchema = z.object({
  /** Names this scan in later calls. */
  folderId: id,
  /** Absolute path, and its last part for the screen. */
  folder: z.string(),
  name: z.string(),
  seconds: z.number(),
  files: z.object({ total: z.number().int(), used: z.number().int(), skipped: z.array(skippedFileSchema) }),
  studies: z.array(studySchema),
  /** The study's truth, where the folder is the sample study. */
  sample: z.boolean(),
})
export type ScanResult = z.infer<typeof scanResultSchema>

export const scanEvent = z.discriminatedUnion('type', [
  progressSchema,
  z.object({ type: z.literal('done'), result: scanResultSchema }),
])
