import { z } from 'zod'
import { findingSchema, progressSchema } from './common.ts'
import { id, jobId, path } from './parts.ts'

// Files and pictures that are saved.

export const saveInputSchema = z.object({
  jobId,
  segmentationId: id,
  folder: path,
  /** Ids of the format registry (`src-shared/formats`). */
  formats: z.array(z.string()),
  /** What to do with a name that is taken: refuse that file, replace it, or write beside it as "lungs (2).stl". */
  existing: z.enum(['refuse', 'replace', 'keep-both']),
  /** Only these file names, when some of an earlier save are tried again; all otherwise. */
  only: z.array(z.string()).optional(),
  /** What DICOM files and the report say of patient and study: `removed`, which is the default, or what the source says, kept on purpose. */
  identity: z.enum(['removed', 'kept']).optional(),
  /** What the names of files begin with, `{case}`, `{series}` and `{method}` filled in; `lungs` where it is left out. */
  name: z.string().max(200).optional(),
})

export const savedFileSchema = z.object({
  format: z.string(),
  name: z.string(),
  status: z.enum(['waiting', 'writing', 'reading-back', 'verified', 'not-written', 'cancelled']),
  bytes: z.number().nullable(),
  fraction: z.number(),
  /** What was checked, or why it was not written. */
  message: z.string(),
  code: z.string().nullable(),
  sha256: z.string().nullable(),
})
export type SavedFile = z.infer<typeof savedFileSchema>

export const saveEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('file'), file: savedFileSchema }),
  z.object({
    type: z.literal('done'),
    files: z.array(savedFileSchema),
    folder: z.string(),
    /** Of the saving itself: what of it did not go as it should, though the files are complete. */
    findings: z.array(findingSchema),
  }),
])
export type SaveEvent = z.infer<typeof saveEvent>

/** A file's name of its own: no folders, nothing hidden, no control characters. */
const pictureName = /^[\p{L}\p{N}][\p{L}\p{N} ._()-]{0,95}\.png$/u

export const savePictureSchema = z.object({
  pictureId: id,
  volumeId: id,
  folder: path,
  name: z.string().regex(pictureName),
  existing: saveInputSchema.shape.existing,
  /** Whether the picture says who was scanned, for the audit log; left out where the page does not say. */
  identity: saveInputSchema.shape.identity,
})

export const savedPictureSchema = z.object({
  /** The name it got. */
  name: z.string(),
  folder: z.string(),
  bytes: z.number(),
  sha256: z.string(),
  /** What was checked. */
  message: z.string(),
  /** What of the saving did not go as it should, though the picture is complete. */
  findings: z.array(findingSchema),
})
export type SavedPicture = z.infer<typeof savedPictureSchema>

/** What the names of a comparison's files begin with, such as "3F2A-91-comparison". */
const comparisonName = /^[\p{L}\p{N}][\p{L}\p{N} ._()-]{0,90}$/u

export const saveComparisonSchema = z.object({
  jobId,
  /** Two results or opened labelmaps of one volume. */
  a: id,
  b: id,
  /** The picture that was sent; null for the figures alone. */
  pictureId: id.nullable(),
  folder: path,
  name: z.string().regex(comparisonName),
  existing: saveInputSchema.shape.existing,
  /** Whether the picture says who was scanned, for the audit log. The other files never do. */
  identity: saveInputSchema.shape.identity,
})

export const savedComparisonSchema = z.object({
  folder: z.string(),
  /** The table, the picture where there is one, and the JSON file, which lists them. */
  files: z.array(savedPictureSchema.pick({ name: true, bytes: true, sha256: true, message: true })),
  /** What of the saving did not go as it should, though the files are complete. */
  findings: z.array(findingSchema),
})
export type SavedComparison = z.infer<typeof savedComparisonSchema>

export const saveComparisonEvent = z.discriminatedUnion('type', [
  progressSchema,
  savedComparisonSchema.extend({ type: z.literal('done') }),
])
export type SaveComparisonEvent = z.infer<typeof saveComparisonEvent>
