import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { failureSchema } from './contract/common.ts'
import { compareEvent, compareFilesEvent, openLabelmapEvent } from './contract/comparing.ts'
import { id, jobId, path } from './contract/parts.ts'
import {
  saveComparisonEvent,
  saveComparisonSchema,
  savedPictureSchema,
  saveEvent,
  saveInputSchema,
  savePictureSchema,
} from './contract/saving.ts'
import { parameterValuesSchema, segmentEvent, surfaceEvent } from './contract/segmentation.ts'
import { recentFolderSchema, settingsPatchSchema, settingsSchema } from './contract/settings.ts'
import { scanEvent } from './contract/studies.ts'
import { loadEvent } from './contract/volumes.ts'

export * from './contract/common.ts'
export * from './contract/comparing.ts'
export * from './contract/saving.ts'
export * from './contract/segmentation.ts'
export * from './contract/settings.ts'
export * from './contract/studies.ts'
export * from './contract/volumes.ts'

const base = oc.errors({ FAILURE: { status: 422, data: failureSchema } })

/**
 * Every call the page can make, with the schemas of what goes in and out. Bytes never ride in these replies: a reply
 * names them by id and the page fetches them by URL (see `byteRoutes`). Long work takes a `jobId` made by the caller and
 * streams events; `jobs.cancel` with the same id ends it. Every failure arrives as the typed error `FAILURE`.
 */
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
    /**
     * The user named this folder to save into or to open a file of: it may be used from now on, or its parent where it is still to be made.
     * `problem` says why it may not.
     */
    choose: base.input(z.object({ path })).output(z.object({ problem: failureSchema.nullable() })),
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
    /** File names, sizes in bytes (estimated) and whether they are there already, before anything is written; none where `problem` is of folder or name. */
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
    /**
     * Saves how far two results agree as CSV and JSON, with a picture that was sent to `pictureRoute`; all or none, never into the folder the
     * volume was read from. Throws what a save throws, and `E_GRID` where the grids differ.
     */
    saveComparison: base.input(saveComparisonSchema).output(eventIterator(saveComparisonEvent)),
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
