import { randomUUID } from 'node:crypto'
import type { MeshInfo, Progress, SegmentationInfo, SegmentEvent } from '../../../src-shared/contract.ts'
import { Failure } from '../../../src-shared/failure.ts'
import { type Grid, voxelCount } from '../../../src-shared/geometry.ts'
import { estimateTriangles } from '../../../src-shared/imaging/estimate-triangles.ts'
import { isLung } from '../../../src-shared/labels.ts'
import { findMethod } from '../../../src-shared/segmentation/registry.ts'
import { finalLabels } from '../../../src-shared/segmentation/run-method.ts'
import { type SurfaceOptions, sameSurface } from '../../../src-shared/surface-options.ts'
import { isUnevenSpacing } from '../../../src-shared/uneven-stack.ts'
import type { Handlers } from '../handlers.ts'
import type { Job } from '../jobs.ts'
import { segmentInPool } from '../segment-in-pool.ts'
import type { Services } from '../services.ts'
import type { MeshEntry, SegmentationEntry, VolumeEntry } from '../store.ts'
import { runWithCrew } from '../with-crew.ts'
import { createCompareHandler } from './compare.ts'

type SurfaceEvent = Progress | { type: 'done'; mesh: MeshInfo }

export function createSegmentationHandlers(services: Services): Handlers['segmentation'] {
  const { jobs, pool, store } = services
  return {
    run: async ({ jobId, volumeId, method, parameters }, { signal }) => {
      const entry = requireSegmentable(store.volume(volumeId), method)
      const { volume } = entry
      const previous = store.lastState(volumeId, method)
      store.requireFree(runBytes(method, volume.grid), 'This run')
      return jobs.start<SegmentEvent>({ jobId, signal, supersedes: `segmentation ${volumeId}` }, async (job) => {
        const start = performance.now()
        const { state, info: found } = await store.whilePinned(volumeId, () =>
          segmentInPool(pool, { method, parameters, volume, previous }, { signal: job.signal, onEvent: job.emit }),
        )
        if (entry.viewOnly !== null && !found.empty) throw entry.viewOnly
        const seconds = (performance.now() - start) / 1000
        const info: SegmentationInfo = { ...found, segmentationId: randomUUID(), volumeId, seconds }
        store.addSegmentation({ info, volume: entry, state, mesh: null })
        job.emit({ type: 'done', segmentation: info })
      })
    },
    surface: async ({ jobId, segmentationId, smoothingIterations, decimationPercent = 0 }, { signal }) => {
      const options = { smoothingIterations, decimationPercent }
      const entry = store.segmentation(segmentationId)
      if (entry.mesh === null) store.requireFree(surfaceBytes(entry), 'The surface')
      return jobs.start<SurfaceEvent>({ jobId, signal, supersedes: `surface ${segmentationId}` }, async (job) => {
        const known = entry.mesh !== null && sameSurface(entry.mesh.options, options) ? entry.mesh : null
        const mesh = known ?? (await makeSurface(services, entry, options, job))
        entry.mesh = mesh
        job.emit({ type: 'done', mesh: mesh.info })
      })
    },
    compare: createCompareHandler(services),
  }
}

/** What a run takes: what the method says, or a mask a stage and as much again as two of them for runs of pixels. */
function runBytes(id: string, grid: Grid): number {
  const method = findMethod(id)
  return (method.bytesOfVoxel?.(grid) ?? (method.stages.length + 2) / 8) * voxelCount(grid)
}

/** What making a surface takes: 18 bytes a triangle, and three times as much besides while it is smoothed. */
function surfaceBytes({ info }: SegmentationEntry): number {
  const voxels = Object.values(info.volumes).reduce((sum, volume) => sum + volume.voxels, 0)
  return 72 * estimateTriangles(voxels)
}

/** A stack of uneven gaps may be asked whether it shows lungs at all; where it does, the run is refused after all. */
function requireSegmentable(entry: VolumeEntry, method: string): VolumeEntry {
  const { viewOnly } = entry
  const onlyUneven = viewOnly !== null && isUnevenSpacing(viewOnly)
  if (viewOnly !== null && !(onlyUneven && findMethod(method).judgesUnevenStacks === true)) throw viewOnly
  if (entry.loaded === null) {
    throw new Failure('E_NOT_FOUND', 'The series is still being read. Run the method when it is there.', {
      volumeId: entry.info.volumeId,
    })
  }
  return entry
}

async function makeSurface(
  { pool }: Services,
  { info, state, volume }: SegmentationEntry,
  options: Required<SurfaceOptions>,
  job: Job<SurfaceEvent>,
): Promise<MeshEntry> {
  const start = performance.now()
  const { parts: surfaces, ...figures } = await runWithCrew(
    pool,
    'surface',
    { labels: finalLabels(state), grid: volume.info.grid, ...options },
    { signal: job.signal, onEvent: job.emit },
  )
  const seconds = (performance.now() - start) / 1000
  const { segmentationId } = info
  const parts = surfaces.map((surface) => ({ ...surface, meshId: randomUUID() }))
  const described = parts.map(({ mesh, ...part }) => ({
    ...part,
    vertices: mesh.positions.length / 3,
    triangles: mesh.indices.length / 3,
  }))
  const lungs = described.filter(isLung)
  const vertices = lungs.reduce((sum, part) => sum + part.vertices, 0)
  const triangles = lungs.reduce((sum, part) => sum + part.triangles, 0)
  return {
    parts,
    options,
    info: { segmentationId, parts: described, vertices, triangles, ...figures, seconds },
  }
}
