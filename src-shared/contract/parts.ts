import { z } from 'zod'

// What schemas of calls are made of.

export const vec3 = z.tuple([z.number(), z.number(), z.number()]).readonly()
export const details = z
  .record(
    z.string(),
    z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.union([z.string(), z.number()])).readonly()]),
  )
  .readonly()

export const jobId = z.string().min(1).max(64)
export const id = z.string().min(1).max(128)
export const path = z.string().min(1).max(4096)
