import { z } from 'zod'
import { findingSchema, progressSchema } from './common.ts'
import { id } from './parts.ts'

// Runs of a method, and surfaces of their results.

const parameterValue = z.union([z.number(), z.boolean(), z.string()])
export const parameterValuesSchema = z.record(z.string(), parameterValue)

export const stageResultSchema = z.object({
  stage: z.string(),
  seconds: z.number(),
  /** True when the stage's result was still there from an earlier run. */
  reused: z.boolean(),
  /** Named figures of the stage, such as thresholdHU, parts, removedParts; the page words them. */
  figures: z.record(z.string(), z.number()),
  findings: z.array(findingSchema),
  /** Values of the labels that the stage's mask tells apart; left out where it tells none apart. */
  labels: z.array(z.number().int()).optional(),
})
export type StageResult = z.infer<typeof stageResultSchema>

const lungMeasures = z.object({
  volumeMl: z.number(),
  /** Null where the structure is empty. */
  meanHU: z.number().nullable(),
  /** Per cent of voxels below -950 and -910 HU. */
  laa950: z.number().nullable(),
  laa910: z.number().nullable(),
  /** HU that 15 % of the voxels lie below. */
  perc15: z.number().nullable(),
})
export type LungMeasures = z.infer<typeof lungMeasures>

export const measurementsSchema = z.object({
  right: lungMeasures,
  left: lungMeasures,
  total: lungMeasures,
  airwayMl: z.number(),
  /** Thirds of equal height between apex and base of both lungs. */
  thirds: z.object({ upper: lungMeasures, middle: lungMeasures, lower: lungMeasures }),
  /** HU under both lungs. */
  histogram: z.object({ fromHU: z.number(), binHU: z.number(), counts: z.array(z.number()) }),
})
export type Measurements = z.infer<typeof measurementsSchema>

export const segmentationInfoSchema = z.object({
  /** Names masks and surfaces in later calls; a new run has a new id. */
  segmentationId: id,
  volumeId: id,
  method: z.string(),
  parameters: parameterValuesSchema,
  stages: z.array(stageResultSchema),
  findings: z.array(findingSchema),
  empty: z.boolean(),
  /** By label name ("lungs" of methods that know no sides, else "right", "left", "airways"): voxels and volume. */
  volumes: z.record(z.string(), z.object({ label: z.number().int(), voxels: z.number().int(), volumeMl: z.number() })),
  /** First and last slice k that holds mask, null when empty. */
  sliceRange: z.tuple([z.number().int(), z.number().int()]).nullable(),
  threshold: z.object({ hu: z.number(), raw: z.number() }).nullable(),
  /** Counts of HU in bins of equal width over the voxels the threshold was found on. */
  histogram: z.object({ fromHU: z.number(), binHU: z.number(), counts: z.array(z.number()) }),
  /** What V works on: parts before it, those removed, their volume, and all sizes as [size in px, how many], ascending. */
  parts: z.object({
    total: z.number().int(),
    removed: z.number().int(),
    removedVoxels: z.number().int(),
    removedMl: z.number(),
    sizes: z.array(z.tuple([z.number().int(), z.number().int()])),
    /** mm2 (per-plane methods) or mm3 of one px of V. */
    pixelMeasure: z.number(),
    pixelUnit: z.enum(['mm²', 'mm³']),
  }),
  /** Of methods that measure. */
  measurements: measurementsSchema.optional(),
  seconds: z.number(),
})
export type SegmentationInfo = z.infer<typeof segmentationInfoSchema>

export const segmentEvent = z.discriminatedUnion('type', [
  progressSchema,
  z.object({ type: z.literal('stage'), result: stageResultSchema }),
  z.object({ type: z.literal('done'), segmentation: segmentationInfoSchema }),
])
export type SegmentEvent = z.infer<typeof segmentEvent>

/** The closed surface of one label. */
const meshPartSchema = z.object({
  meshId: id,
  /** Name of the label, as in `volumes` of the segmentation. */
  name: z.string(),
  label: z.number().int(),
  vertices: z.number().int(),
  triangles: z.number().int(),
  volumeMl: z.number(),
})

/** What smoothing and decimation together did to the lungs' surface; distances sampled both ways. */
export const surfaceChangeSchema = z.object({
  trianglesBefore: z.number().int(),
  triangles: z.number().int(),
  volumePercent: z.number(),
  meanDistanceMm: z.number(),
  maxDistanceMm: z.number(),
  /** Labels that kept all their triangles, as fewer would have left them open. */
  notDecimated: z.array(z.string()).optional(),
})
export type SurfaceChange = z.infer<typeof surfaceChangeSchema>

export const meshInfoSchema = z.object({
  segmentationId: id,
  /** A surface for each label that has voxels. */
  parts: z.array(meshPartSchema),
  /** Of the lungs, airways left out: what surface files hold. */
  vertices: z.number().int(),
  triangles: z.number().int(),
  /** Enclosed volume, and its change by smoothing in per cent of the unsmoothed surface's. */
  volumeMl: z.number(),
  smoothingChangePercent: z.number(),
  /** Left out where the surface is as marching cubes makes it. */
  change: surfaceChangeSchema.optional(),
  findings: z.array(findingSchema).optional(),
  seconds: z.number(),
})
export type MeshPart = z.infer<typeof meshPartSchema>
export type MeshInfo = z.infer<typeof meshInfoSchema>
export const surfaceEvent = z.discriminatedUnion('type', [
  progressSchema,
  z.object({ type: z.literal('done'), mesh: meshInfoSchema }),
])
