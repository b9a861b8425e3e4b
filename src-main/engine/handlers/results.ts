import type { SaveEvent } from '../../../src-shared/contract.ts'
import { type RunRecord, researchNotice } from '../../../src-shared/run-record.ts'
import { finalLabels } from '../../../src-shared/segmentation/run-method.ts'
import { asComfort } from '../as-comfort.ts'
import type { Handlers } from '../handlers.ts'
import { planSave } from '../save/plan-save.ts'
import type { Services } from '../services.ts'
import type { SegmentationEntry } from '../store.ts'

/** Publishing a file must not be cut short by ending its thread; up to there a save heeds a cancel at once. */
const saveGraceMs = 10_000

export function createResultHandlers(services: Services): Handlers['results'] {
  const { host, jobs, pool, store, paths, settings } = services
  return {
    plan: async ({ segmentationId, folder, formats }) => {
      const { info, volume, mesh } = store.segmentation(segmentationId)
      const target = await paths.requireWritable(folder)
      const maskVoxels = Object.values(info.volumes).reduce((sum, { voxels }) => sum + voxels, 0)
      const extent = { grid: volume.info.grid, maskVoxels, triangles: mesh?.info.triangles ?? null }
      const plan = await planSave(target, formats, extent, [volume.sourceFolder])
      return { ...plan, problem: plan.problem?.toJSON() ?? null }
    },
    save: async ({ jobId, segmentationId, folder, formats, existing, only }, { signal }) => {
      const entry = store.segmentation(segmentationId)
      if (entry.volume.viewOnly !== null) throw entry.volume.viewOnly
      const target = await paths.requireWritable(folder)
      return jobs.start<SaveEvent>({ jobId, signal }, async (job) => {
        // one thread saves; a command needs the others no more, so that the surface can have their memory
        if (host === 'cli') await pool.endIdle()
        const smoothingIterations = entry.mesh?.smoothingIterations ?? wantedSmoothing(entry)
        const files = await pool.run(
          'save',
          {
            job: {
              folder: target,
              formats,
              existing,
              only,
              labels: finalLabels(entry.state),
              grid: entry.volume.info.grid,
              record: describeRun(services.version, entry, smoothingIterations),
              sourceFolders: [entry.volume.sourceFolder],
            },
            surfaces: entry.mesh?.parts.map(({ label, name, mesh }) => ({ label, name, mesh })) ?? null,
            smoothingIterations,
          },
          {
            signal: job.signal,
            graceMs: saveGraceMs,
            onEvent: (event) => {
              if (event.type === 'file') job.emit(event)
            },
          },
        )
        await asComfort(settings.rememberSaveFolder(target))
        job.emit({ type: 'done', files, folder: target })
      })
    },
  }
}

function wantedSmoothing({ info }: SegmentationEntry): number {
  const value = info.parameters['smoothingIterations']
  return typeof value === 'number' ? value : 0
}

function describeRun(
  version: string,
  { info, volume }: SegmentationEntry,
  smoothingIterations: number,
): Omit<RunRecord, 'outputs'> {
  return {
    schemaVersion: 1,
    program: 'Hilum',
    version,
    notice: researchNotice,
    series: volume.series,
    method: info.method,
    parameters: { ...info.parameters, smoothingIterations },
    threshold: info.threshold,
    stages: info.stages.map(({ stage, figures, findings }) => ({ stage, figures, findings })),
    findings: [...(volume.loaded?.findings ?? []), ...info.findings],
    volumes: info.volumes,
    ...(info.measurements === undefined ? {} : { measurements: info.measurements }),
    grid: volume.info.grid,
    inputs: volume.loaded?.inputs ?? [],
  }
}
