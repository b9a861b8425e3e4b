import type { Progress, SavedFile, SaveEvent } from '../../../src-shared/contract.ts'
import { defaultName } from '../../../src-shared/default-formats.ts'
import { Failure, toFailure } from '../../../src-shared/failure.ts'
import { expandName, seriesPart } from '../../../src-shared/formats/file-name.ts'
import { pickFormats } from '../../../src-shared/formats/registry.ts'
import { finalLabels } from '../../../src-shared/segmentation/run-method.ts'
import { surfaceOptions } from '../../../src-shared/surface-options.ts'
import { asComfort } from '../as-comfort.ts'
import { pictureEvent, savedEvent } from '../audit/describe-save.ts'
import { orLogged } from '../audit/or-logged.ts'
import { describeRun } from '../describe-run.ts'
import type { Handlers } from '../handlers.ts'
import type { Job } from '../jobs.ts'
import { printReport } from '../print/print-report.ts'
import { planSave } from '../save/plan-save.ts'
import { saveGraceMs } from '../save/save-grace.ts'
import type { Services } from '../services.ts'
import type { SegmentationEntry } from '../store.ts'
import type { SaveTaskEvent, SaveTaskInput } from '../tasks/save-task.ts'
import { unclearPixels } from '../unclear-pixels.ts'
import { runWithCrew } from '../with-crew.ts'
import { createSaveComparisonHandler } from './save-comparison.ts'

export function createResultHandlers(services: Services): Handlers['results'] {
  const { audit, jobs, pool, store, paths, pictures, settings } = services
  return {
    plan: async ({ segmentationId, folder, formats, name: template }) => {
      const { info, volume, mesh } = store.segmentation(segmentationId)
      const where = await whereToSave(services, { segmentationId, folder, name: template })
      if (where instanceof Failure) return { writable: false, problem: where.toJSON(), freeBytes: null, files: [] }
      const maskVoxels = Object.values(info.volumes).reduce((sum, { voxels }) => sum + voxels, 0)
      const extent = { grid: volume.info.grid, maskVoxels, triangles: mesh?.info.triangles ?? null }
      const plan = await planSave({ ...where, formats }, extent, [volume.sourceFolder])
      return { ...plan, problem: plan.problem?.toJSON() ?? null }
    },
    save: async (request, { signal }) => {
      requireSaveable(services, request)
      const target = await paths.requireWritable(request.folder)
      return jobs.start<SaveEvent>({ jobId: request.jobId, signal }, async (job) => {
        const { identity = 'removed' } = request
        // the volume itself may be let go of while files are written
        const { mayHoldText, info } = store.segmentation(request.segmentationId).volume
        const run = () => runSave(services, request, target, job)
        // who ends with it lets go of the volume for its memory, and opens no other
        const files = await orLogged(services, { event: 'save', identity, signal: job.signal }, () =>
          services.endsWithSave ? run() : store.whilePinned(info.volumeId, run),
        )
        const notLogged = await audit.note(savedEvent(files, identity))
        const findings = [unclearPixels({ mayHoldText }, files, identity), notLogged]
        job.emit({ type: 'done', files, folder: target, findings: findings.filter((finding) => finding !== null) })
      })
    },
    savePicture: async ({ pictureId, volumeId, folder, name, existing, identity = null }, { signal }) => {
      const sourceFolders = [store.volume(volumeId).sourceFolder]
      const target = await paths.requireWritable(folder)
      const saved = await orLogged(services, { event: 'picture', identity, signal }, () =>
        pool.run(
          'savePicture',
          { folder: target, name, existing, sourceFolders, png: pictures.get(pictureId) },
          { signal, urgent: true, graceMs: saveGraceMs },
        ),
      )
      const finding = await audit.note(pictureEvent(saved.sha256, identity))
      await asComfort(settings.rememberSaveFolder(target))
      return { ...saved, findings: finding === null ? [] : [finding] }
    },
    saveComparison: createSaveComparisonHandler(services),
  }
}

async function runSave(
  services: Services,
  request: SaveRequest,
  folder: string,
  job: Job<SaveEvent>,
): Promise<SavedFile[]> {
  const { audit, endsWithSave, pool, settings } = services
  // before the work, so that what a killed save leaves is found at the next start
  await asComfort(settings.rememberSaveFolder(folder))
  const input = await describeSave(services, request, folder, job.signal)
  const onEvent = (event: SaveTaskEvent | Progress): void => {
    if (event.type === 'file') job.emit(event)
  }
  const task = { signal: job.signal, graceMs: saveGraceMs, onEvent }
  audit.prepare()
  if (!endsWithSave) return runWithCrew(pool, 'save', input, task)
  await leaveRoom(services, request.segmentationId)
  return pool.run('save', input, task)
}

type SaveRequest = Parameters<Handlers['results']['save']>[0]

/** Folder and beginning of the names, or why there can be no such. A page asks at every letter typed: that is an answer, not a fault. */
async function whereToSave(
  { store, paths }: Services,
  { segmentationId, folder, name }: Pick<SaveRequest, 'segmentationId' | 'folder' | 'name'>,
): Promise<{ readonly folder: string; readonly name: string } | Failure> {
  try {
    return { folder: await paths.requireWritable(folder), name: nameOf(store.segmentation(segmentationId), name) }
  } catch (thrown) {
    return toFailure(thrown)
  }
}

/** Throws `E_NOT_FOUND`, `E_USAGE` for a template that makes no file name, and why nothing may be saved of a volume. */
function requireSaveable({ store }: Services, { segmentationId, name }: SaveRequest): void {
  const entry = store.segmentation(segmentationId)
  if (entry.volume.viewOnly !== null) throw entry.volume.viewOnly
  nameOf(entry, name)
}

/** All a save is made from; voxels only where a format holds or shows them. */
async function describeSave(
  services: Services,
  { segmentationId, formats, existing, only, identity = 'removed', name }: SaveRequest,
  folder: string,
  signal: AbortSignal,
): Promise<SaveTaskInput> {
  const entry = services.store.segmentation(segmentationId)
  const options = entry.mesh?.options ?? surfaceOptions(entry.info.parameters)
  const showsVoxels = pickFormats(formats).some(({ needs }) => needs === 'volume' || needs === 'print')
  const planned = {
    folder,
    formats,
    name: nameOf(entry, name),
    existing,
    only,
    labels: finalLabels(entry.state),
    grid: entry.volume.info.grid,
    ...(showsVoxels ? { hu: entry.volume.volume.hu } : {}),
    record: describeRun({ version: services.version, build: await services.build() }, entry, options, identity),
    sourceFolders: [entry.volume.sourceFolder],
    series: { ...entry.volume.read, identity },
  }
  return {
    job: {
      ...planned,
      print: await printReport(services, planned, signal),
    },
    surfaces: entry.mesh?.parts.map(({ label, name, mesh }) => ({ label, name, mesh })) ?? null,
    options,
  }
}

/** The last work, in one thread: the surface can have the memory of the others, of the voxels and of the run. */
async function leaveRoom({ pool, store }: Services, segmentationId: string): Promise<void> {
  store.unload(store.segmentation(segmentationId).info.volumeId)
  await pool.endIdle()
  pool.tidy()
}

/** Throws `E_USAGE` for a template that makes no file name. */
function nameOf({ info, volume }: Pick<SegmentationEntry, 'info' | 'volume'>, template: string = defaultName): string {
  const { caseCode, seriesNumber } = volume.series
  const parts = { case: caseCode, method: info.method, series: seriesPart(seriesNumber) }
  return expandName(template, parts) ?? defaultName
}
