import { z } from 'zod'
import { findingSeverities } from '../finding.ts'
import { details, vec3 } from './parts.ts'

// What all calls share: failures, findings, grids and progress.

export const failureSchema = z.object({ code: z.string(), message: z.string(), details })

export const findingSchema = z.object({
  code: z.string(),
  severity: z.enum(findingSeverities),
  message: z.string(),
  where: z
    .object({
      plane: z.enum(['axial', 'coronal', 'sagittal']).optional(),
      slice: z.number().int().optional(),
      file: z.string().optional(),
      stage: z.string().optional(),
    })
    .optional(),
  details: details.optional(),
})

export const gridSchema = z.object({
  size: vec3,
  spacing: vec3,
  origin: vec3,
  direction: z.tuple([vec3, vec3, vec3]).readonly(),
})

/** Progress of long work: `fraction` 0 to 1 over the whole job, `step` a stage id or a word, `done` of `total` within it. */
export const progressSchema = z.object({
  type: z.literal('progress'),
  step: z.string(),
  done: z.number(),
  total: z.number(),
  fraction: z.number(),
})
export type Progress = z.infer<typeof progressSchema>
