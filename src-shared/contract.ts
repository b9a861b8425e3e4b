import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { defaultFormats, defaultName } from './default-formats.ts'
import { findingSeverities } from './finding.ts'

/**
 * Every call the page can make, with the schemas of what goes in and out. Bytes never ride in these replies: a reply
 * names them by id and the page fetches them by URL (see `byteRoutes`). Long work takes a `jobId` made by the caller and
 * streams events; `jobs.cancel` with the same id ends it. Every failure arrives as the typed error `FAILURE`.
 */

const vec3 = z.tuple([z.number(), z.number(), z.number()]).readonly()
const details = z
  .record(
    z.string(),
    z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.union([z.string(), z.number()])).readonly()]),
  )
  .readonly()

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

const jobId = z.string().min(1).max(64)
const id = z.string().min(1).max(128)
const path = z.string().min(1).max(4096)

/** Progress of long work: `fraction` 0 to 1 over the whole job, `step` a stage id or a word, `done` of `total` within it. */
export const progressSchema = z.object({
  type: z.literal('progress'),
  step: z.string(),
  done: z.number(),
  total: z.number(),
  fraction: z.number(),
})
export type Progress = z.infer<typeof progressSchema>

// --- studies -----------------------------------------------------------------------------------------------------

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

const scanEvent = z.discriminatedUnion('type', [
  progressSchema,
  z.object({ type: z.literal('done'), result: scanResultSchema }),
])

// --- volumes ------------------------------------------------------------------------------------------------------

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

const loadEvent = z.discriminatedUnion('type', [
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

// --- segmentation ---------------------------------------------------------------------------------------------------

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

const segmentEvent = z.discriminatedUnion('type', [
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
const surfaceEvent = z.discriminatedUnion('type', [
  progressSchema,
  z.object({ type: z.literal('done'), mesh: meshInfoSchema }),
])

// --- comparing -------------------------------------------------------------------------------------------------------

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

const compareEvent = z.discriminatedUnion('type', [
  progressSchema,
  z.object({ type: z.literal('done'), comparison: comparisonSchema, seconds: z.number() }),
])
export type CompareEvent = z.infer<typeof compareEvent>

const compareFilesEvent = z.discriminatedUnion('type', [
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

const openLabelmapEvent = z.discriminatedUnion('type', [
  progressSchema,
  z.object({ type: z.literal('done'), labelmap: labelmapInfoSchema }),
])
export type OpenLabelmapEvent = z.infer<typeof openLabelmapEvent>

// --- saving -----------------------------------------------------------------------------------------------------------

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
  /** What the names of files begin with, `{case}` and `{method}` filled in; `lungs` where it is left out. */
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

const saveEvent = z.discriminatedUnion('type', [
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

// --- settings ---------------------------------------------------------------------------------------------------------

export const recentFolderSchema = z.object({
  path: z.string(),
  name: z.string(),
  /** Parent folders for the second line, such as "Research / 2026". */
  parent: z.string(),
  studies: z.number().int(),
  /** Milliseconds since 1970. */
  openedAt: z.number(),
  available: z.boolean(),
})
export type RecentFolder = z.infer<typeof recentFolderSchema>

/** Remembered between starts. Every field has a default, so that an older or damaged file still gives settings. */
export const settingsSchema = z.object({
  language: z.enum(['en', 'de']).default('en'),
  singleKeys: z.boolean().default(true),
  fillOpacity: z.number().min(0).max(1).default(0.2),
  outlineWidth: z.number().min(0).max(4).default(1.3),
  interpolate: z.boolean().default(true),
  preset: z.enum(['lung', 'mediastinum', 'bone', 'full']).default('lung'),
  leftPanelPx: z.number().int().min(180).max(320).default(216),
  rightPanelPx: z.number().int().min(320).max(480).default(368),
  /** Parts of the viewports' width and height where the splitters stand: between the four, and beside the big one. */
  splitAcross: z.number().min(0.2).max(0.8).default(0.5),
  splitDown: z.number().min(0.2).max(0.8).default(0.5),
  splitMain: z.number().min(0.4).max(0.85).default(0.7),
  saveFolder: z.string().default(''),
  saveFormats: z.array(z.string()).default([...defaultFormats]),
  saveName: z.string().max(200).default(defaultName),
  /** The method chosen at last; one that is not there any more counts as none. */
  method: z.string().max(64).default('standard'),
})
export type Settings = z.infer<typeof settingsSchema>

const setting = settingsSchema.shape

/** Some of the settings; what is left out stays as it is (zod fills defaults even into `partial()`, so they are taken off). */
export const settingsPatchSchema = z
  .object({
    language: setting.language.unwrap(),
    singleKeys: setting.singleKeys.unwrap(),
    fillOpacity: setting.fillOpacity.unwrap(),
    outlineWidth: setting.outlineWidth.unwrap(),
    interpolate: setting.interpolate.unwrap(),
    preset: setting.preset.unwrap(),
    leftPanelPx: setting.leftPanelPx.unwrap(),
    rightPanelPx: setting.rightPanelPx.unwrap(),
    splitAcross: setting.splitAcross.unwrap(),
    splitDown: setting.splitDown.unwrap(),
    splitMain: setting.splitMain.unwrap(),
    saveFolder: setting.saveFolder.unwrap(),
    saveFormats: setting.saveFormats.unwrap(),
    saveName: setting.saveName.unwrap(),
    method: setting.method.unwrap(),
  })
  .partial()
export type SettingsPatch = z.infer<typeof settingsPatchSchema>

// --- the table ----------------------------------------------------------------------------------------------------------

const base = oc.errors({ FAILURE: { status: 422, data: failureSchema } })

export const contract = {
  app: {
    info: base.output(
      z.object({
        version: z.string(),
        host: z.enum(['electron', 'web', 'cli']),
        threads: z.number().int(),
        homeFolder: z.string(),
      }),
    ),
  },
  jobs: {
    cancel: base.input(z.object({ jobId })).output(z.object({ cancelled: z.boolean() })),
  },
  settings: {
    get: base.output(settingsSchema),
    set: base.input(settingsPatchSchema).output(settingsSchema),
  },
  folders: {
    recent: base.output(z.array(recentFolderSchema)),
    clearRecent: base.output(z.array(recentFolderSchema)),
    /** Folders inside `path` (the home folder where it is left out), for hosts without a folder dialog; the labelmap files too where asked for. */
    browse: base.input(z.object({ path: path.optional(), files: z.literal('labelmaps').optional() })).output(
      z.object({
        path: z.string(),
        parent: z.string().nullable(),
        folders: z.array(z.object({ name: z.string(), path: z.string() })),
        files: z.array(z.object({ name: z.string(), path: z.string() })).optional(),
      }),
    ),
    /** Makes a folder to save into. */
    create: base
      .input(z.object({ parent: path, name: z.string().min(1).max(255) }))
      .output(z.object({ path: z.string() })),
  },
  studies: {
    scan: base.input(z.object({ jobId, path })).output(eventIterator(scanEvent)),
    /** Writes the sample study where it is not there yet, then scans it. */
    openSample: base.input(z.object({ jobId })).output(eventIterator(scanEvent)),
  },
  series: {
    load: base
      .input(z.object({ jobId, seriesId: id, allowGaps: z.boolean().default(false) }))
      .output(eventIterator(loadEvent)),
    unload: base.input(z.object({ volumeId: id })).output(z.object({ unloaded: z.boolean() })),
    /** Who was scanned and when, for a picture that is to say so; asked for only then. */
    patient: base
      .input(z.object({ volumeId: id }))
      .output(z.object({ name: z.string(), id: z.string(), studyDate: z.string() })),
  },
  segmentation: {
    run: base
      .input(z.object({ jobId, volumeId: id, method: z.string(), parameters: parameterValuesSchema }))
      .output(eventIterator(segmentEvent)),
    surface: base
      .input(
        z.object({
          jobId,
          segmentationId: id,
          smoothingIterations: z.number().int().min(0).max(50),
          decimationPercent: z.number().int().min(0).max(95).default(0),
        }),
      )
      .output(eventIterator(surfaceEvent)),
    /** Two results or opened labelmaps of one grid; their masks are fetched by `byteRoutes.mask`. Throws `E_GRID` where the grids differ. */
    compare: base.input(z.object({ jobId, a: id, b: id })).output(eventIterator(compareEvent)),
  },
  labelmaps: {
    /**
     * Opens a file on a volume, by absolute path; its masks are fetched by `byteRoutes.mask` with stage `final`. Throws `E_GRID` where it
     * does not lie on the volume's voxels, `E_LABELMAP`, `E_READ`, `E_PATH_NOT_ALLOWED` and `E_MEMORY`.
     */
    open: base.input(z.object({ jobId, volumeId: id, path })).output(eventIterator(openLabelmapEvent)),
    close: base.input(z.object({ labelmapId: id })).output(z.object({ closed: z.boolean() })),
    /** Two labelmap files, by absolute path. Throws `E_GRID` where they do not lie on the same voxels, `E_LABELMAP` and `E_READ`. */
    compare: base.input(z.object({ jobId, a: path, b: path })).output(eventIterator(compareFilesEvent)),
  },
  results: {
    /** File names, sizes in bytes (estimated) and whether they are there already, before anything is written. */
    plan: base.input(saveInputSchema.pick({ segmentationId: true, folder: true, formats: true, name: true })).output(
      z.object({
        writable: z.boolean(),
        problem: failureSchema.nullable(),
        freeBytes: z.number().nullable(),
        files: z.array(z.object({ format: z.string(), name: z.string(), bytes: z.number(), exists: z.boolean() })),
      }),
    ),
    save: base.input(saveInputSchema).output(eventIterator(saveEvent)),
    /** Saves a picture that was sent to `pictureRoute`, never into the folder the volume was read from. Throws what a save throws. */
    savePicture: base.input(savePictureSchema).output(savedPictureSchema),
  },
}

/**
 * URLs of bytes, below the host's origin. All are `GET`, little-endian, `cache-control: no-store`.
 * - `series/:seriesId/preview?plane=axial|coronal&size=N`: Int16 HU picture of at most N px a side; headers
 *   `x-hilum-columns`, `x-hilum-rows`, `x-hilum-column-mm`, `x-hilum-row-mm`, `x-hilum-slice` (k of the axial picture).
 * - `volumes/:volumeId?z0=&z1=`: Int16 HU of slices z0 to z1 - 1, [z][y][x].
 * - `masks/:segmentationId/:stage?z0=&z1=` (or the id of an opened labelmap): words of the `BitMask` rows of these slices; stage `final` or a stage id. With
 *   `&label=N` those of one label alone, 404 where the stage has no such label.
 * - `meshes/:meshId/positions`: Float32 x, y, z; `meshes/:meshId/indices`: Uint32.
 */
export const byteRoutes = {
  preview: (seriesId: string, plane: 'axial' | 'coronal', size: number) =>
    `/api/bytes/series/${encodeURIComponent(seriesId)}/preview?plane=${plane}&size=${size}`,
  volume: (volumeId: string, z0: number, z1: number) =>
    `/api/bytes/volumes/${encodeURIComponent(volumeId)}?z0=${z0}&z1=${z1}`,
  mask: (segmentationId: string, stage: string, z0: number, z1: number, label?: number) =>
    `/api/bytes/masks/${encodeURIComponent(segmentationId)}/${encodeURIComponent(stage)}?z0=${z0}&z1=${z1}${label === undefined ? '' : `&label=${label}`}`,
  mesh: (meshId: string, part: 'positions' | 'indices') => `/api/bytes/meshes/${encodeURIComponent(meshId)}/${part}`,
} as const

/** Where the page posts a PNG, as it is, to have it saved; the answer names it. */
export const pictureRoute = '/api/pictures'
export const sentPictureSchema = z.object({ pictureId: id })
