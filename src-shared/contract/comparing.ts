import { z } from 'zod'
import { gridSchema, progressSchema } from './common.ts'
import { id } from './parts.ts'

// How far two masks agree, and mask files that are opened.

/** How far two masks agree; what each figure is, and its source, stands at the kernels (`count-overlap`, `surface-distances`). */
export const agreementSchema = z.object({
  /** Null where both masks are empty. */
  dice: z.number().nullable(),
  jaccard: z.number().nullable(),
  /** Null where a mask is empty, and on sheared grids. */
  hausdorff95Mm: z.number().nullable(),
  meanSurfaceDistanceMm: z.number().nullable(),
  voxels: z.object({ both: z.number().int(), onlyA: z.number().int(), onlyB: z.number().int() }),
  volumesMl: z.object({ a: z.number(), b: z.number(), both: z.number(), onlyA: z.number(), onlyB: z.number() }),
})
export type Agreement = z.infer<typeof agreementSchema>

export const comparisonSchema = z.object({
  /** All that is lung of both, airways left out. */
  lungs: agreementSchema,
  /** Each label both have. */
  labels: z.array(
    agreementSchema.extend({ name: z.enum(['lungs', 'right', 'left', 'airways']), label: z.number().int() }),
  ),
  /** Voxels of the lungs in each slice k. */
  slices: z.object({
    both: z.array(z.number().int()),
    onlyA: z.array(z.number().int()),
    onlyB: z.array(z.number().int()),
  }),
})
export type Comparison = z.infer<typeof comparisonSchema>

/**
 * Voxels of the lungs that one side alone has, and the stage of a method by which that is so: the stage of the side that has them that
 * took them in after an earlier one had left them out (`adds`), else the stage of the side that lacks them that left them out for
 * good (`leaves-out`). `keeps`: no stage of the side that has them ever left them out, and the other is a file.
 */
export const reasonSchema = z.object({
  /** The side that has them. */
  only: z.enum(['a', 'b']),
  /** The side whose stage it is. */
  by: z.enum(['a', 'b']),
  does: z.enum(['adds', 'leaves-out', 'keeps']),
  /** Null of `keeps`. */
  stage: z.string().nullable(),
  voxels: z.number().int(),
  volumeMl: z.number(),
  /** Slice k that holds most of them. */
  slice: z.number().int(),
})
export type Reason = z.infer<typeof reasonSchema>

export const compareEvent = z.discriminatedUnion('type', [
  progressSchema,
  /** `reasons`: why they differ, most voxels first; none where both are files. */
  z.object({
    type: z.literal('done'),
    comparison: comparisonSchema,
    reasons: z.array(reasonSchema),
    seconds: z.number(),
  }),
])
export type CompareEvent = z.infer<typeof compareEvent>

export const compareFilesEvent = z.discriminatedUnion('type', [
  progressSchema,
  /** `grid`: of the first file. */
  z.object({ type: z.literal('done'), comparison: comparisonSchema, grid: gridSchema }),
])
export type CompareFilesEvent = z.infer<typeof compareFilesEvent>

/** A labelmap of a file, opened on a volume. */
export const labelmapInfoSchema = z.object({
  /** Stands beside ids of results where results are compared, and where masks are fetched. */
  labelmapId: id,
  volumeId: id,
  /** Of the file, without its folder. */
  name: z.string(),
  /** Such as "NIfTI". */
  format: z.string(),
  bytes: z.number(),
  sha256: z.string(),
  /** `file`: the file says where its voxels lie, and they are the volume's; `assumed`: it does not, and only their number is the volume's. */
  placed: z.enum(['file', 'assumed']),
  labels: z.array(
    z.object({
      name: z.enum(['lungs', 'right', 'left', 'airways']),
      label: z.number().int(),
      /** What the file calls it; null where it does not say. */
      title: z.string().nullable(),
      voxels: z.number().int(),
      volumeMl: z.number(),
    }),
  ),
  /** First and last slice k that holds lung, null where there is none. */
  sliceRange: z.tuple([z.number().int(), z.number().int()]).nullable(),
})
export type LabelmapInfo = z.infer<typeof labelmapInfoSchema>

export const openLabelmapEvent = z.discriminatedUnion('type', [
  progressSchema,
  z.object({ type: z.literal('done'), labelmap: labelmapInfoSchema }),
])
export type OpenLabelmapEvent = z.infer<typeof openLabelmapEvent>
