import { randomUUID } from 'node:crypto'
import type { LoadEvent, VolumeInfo } from '../../../src-shared/contract.ts'
import { failureFromJson } from '../../../src-shared/failure.ts'
import { sortFindings } from '../../../src-shared/finding.ts'
import { type Grid, isSheared, slicePlane, voxelCount } from '../../../src-shared/geometry.ts'
import type { VolumeSlice } from '../../../src-shared/volume.ts'
import type { Handlers } from '../handlers.ts'
import type { Job } from '../jobs.ts'
import { positionLabel } from '../position-label.ts'
import { readSlices } from '../read-slices.ts'
import { recordedSeries } from '../recorded-series.ts'
import type { OpenableSeries } from '../scans.ts'
import type { Services } from '../services.ts'
import type { VolumeEntry } from '../store.ts'

export function createSeriesHandlers(services: Services): Handlers['series'] {
  const { jobs, pool, scans, store } = services
  return {
    load: async ({ jobId, seriesId, allowGaps = false }, { signal }) => {
      const series = scans.series(seriesId)
      return jobs.start<LoadEvent>({ jobId, signal }, async (job) => {
        const start = performance.now()
        const entry = await load(services, job, series, allowGaps)
        const { range, findings } = entry.loaded ?? { range: [0, 0] as [number, number], findings: [] }
        const seconds = (performance.now() - start) / 1000
        job.emit({ type: 'done', volume: entry.info, range, findings, seconds })
      })
    },
    unload: async ({ volumeId }) => {
      const unloaded = store.unload(volumeId)
      if (unloaded) pool.tidy()
      return { unloaded }
    },
    patient: async ({ volumeId }, { signal }) =>
      pool.run('patient', { source: store.volume(volumeId).read.source }, { signal, urgent: true }),
  }
}

async function load(
  services: Services,
  job: Job<LoadEvent>,
  series: OpenableSeries,
  allowGaps: boolean,
): Promise<VolumeEntry> {
  const { build, pool, store } = services
  const { source } = series
  const known = store.findLoaded(series.info.seriesId, allowGaps, source.key)
  if (known !== null) {
    job.emit({ type: 'volume', volume: known.info })
    job.emit({ type: 'slices', ready: known.info.slices.map((_, k) => k) })
    return known
  }

  const { signal } = job
  const plan = await pool.run('plan', { source, allowGaps }, { signal, urgent: true })
  const bytes = plan.bytes + maskBytes(plan.grid)
  if (store.makeRoom(bytes)) pool.tidy()
  const spare = store.takeSpare(voxelCount(plan.grid) * Int16Array.BYTES_PER_ELEMENT)
  const volume = await pool.run('allocate', { plan: plan.plan, spare }, { signal, urgent: true })
  const entry: VolumeEntry = {
    info: describeVolume(series.info.seriesId, plan.grid, plan.slices),
    allowGaps,
    sourceKey: source.key,
    volume,
    bytes,
    sourceFolder: series.folder,
    series: recordedSeries(series.info, series.caseCode),
    read: { source, plan: plan.plan },
    mayHoldText: plan.mayHoldText,
    viewOnly: plan.blocked === null ? null : failureFromJson(plan.blocked),
    ready: new Uint8Array(plan.slices.length),
    loaded: null,
  }
  const { volumeId } = entry.info
  store.addVolume(entry)
  job.emit({ type: 'volume', volume: entry.info })
  try {
    const reading = store.whilePinned(volumeId, () => readSlices(pool, job, { source, plan: plan.plan }, entry))
    // found out while the threads read, and known by the time something is saved
    void build()
    const read = await reading
    entry.loaded = { ...read, findings: sortFindings([...plan.findings, ...read.findings]) }
    return entry
  } catch (error) {
    store.unload(volumeId)
    throw error
  }
}

/** What the runs of a method keep beside the voxels: a bit a voxel for up to sixteen masks. */
const maskBytes = (grid: Grid): number => 2 * voxelCount(grid)

function describeVolume(seriesId: string, grid: Grid, slices: readonly VolumeSlice[]): VolumeInfo {
  return {
    volumeId: randomUUID(),
    seriesId,
    grid,
    sheared: isSheared(grid),
    plane: slicePlane(grid),
    slices: slices.map(({ instanceNumber, present }, k) => ({
      instanceNumber,
      present,
      positionLabel: positionLabel(grid, k),
    })),
  }
}
