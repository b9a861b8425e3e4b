import { z } from 'zod'
import { findingSchema, gridSchema, progressSchema } from './common.ts'
import { id } from './parts.ts'

// Series that are loaded.

export const volumeInfoSchema = z.object({
  volumeId: id,
  seriesId: id,
  grid: gridSchema,
  sheared: z.boolean(),
  plane: z.enum(['axial', 'coronal', 'sagittal']),
  slices: z.array(
    z.object({
      instanceNumber: z.number().nullable(),
      present: z.boolean(),
      /** LPS coordinate along the plane's axis with its letter, such as "I 229.0 mm". */
      positionLabel: z.string(),
    }),
  ),
})
export type VolumeInfo = z.infer<typeof volumeInfoSchema>

export const loadEvent = z.discriminatedUnion('type', [
  /** First: the grid is known, no voxels yet. */
  z.object({ type: z.literal('volume'), volume: volumeInfoSchema }),
  /** These slices can be fetched now (k indices). */
  z.object({ type: z.literal('slices'), ready: z.array(z.number().int()) }),
  progressSchema,
  z.object({
    type: z.literal('done'),
    volume: volumeInfoSchema,
    /** Smallest and largest HU. */
    range: z.tuple([z.number(), z.number()]),
    findings: z.array(findingSchema),
    seconds: z.number(),
  }),
])
export type LoadEvent = z.infer<typeof loadEvent>
