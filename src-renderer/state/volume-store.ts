import { create } from 'zustand'
import {
  byteRoutes,
  type Progress,
  type SeriesInfo,
  type StudyInfo,
  type VolumeInfo,
} from '../../src-shared/contract.ts'
import { Failure } from '../../src-shared/failure.ts'
import type { Finding } from '../../src-shared/finding.ts'
import { voxelCount } from '../../src-shared/geometry.ts'
import { readFailure } from '../host/client.ts'
import { announceNow } from './app-store.ts'
import { engine } from './engine.ts'
import { failureText } from './finding-text.ts'
import { inBackground } from './in-background.ts'
import { createJob, followEvents, type Job } from './job.ts'
import { createSlabQueue } from './slab-queue.ts'
import { text } from './use-text.ts'
import { resetView, useView } from './view-store.ts'
import type { PageVolume } from './view-types.ts'

interface VolumeState {
  readonly study: StudyInfo | null
  readonly series: SeriesInfo | null
  readonly job: Job | null
  readonly progress: Progress | null
  readonly info: VolumeInfo | null
  /** The voxels on the page, filling as slices arrive. */
  readonly view: PageVolume | null
  /** True once the engine holds the whole series; the page's copy may still be on its way. */
  readonly loaded: boolean
  readonly findings: readonly Finding[]
  readonly failure: Failure | null
}

const nothing: VolumeState = {
  study: null,
  series: null,
  job: null,
  progress: null,
  info: null,
  view: null,
  loaded: false,
  findings: [],
  failure: null,
}

export const useVolume = create<VolumeState>(() => nothing)

const slabSlices = 16
const parallelFetches = 2

/** Forgets the series on the page and in the engine. */
export function closeVolume(): void {
  const { job, info } = useVolume.getState()
  job?.cancel()
  useVolume.setState(nothing)
  if (info !== null) {
    // The engine frees its memory by itself when it needs room: a reply is not waited for.
    inBackground('A series was not unloaded', engine().client.series.unload({ volumeId: info.volumeId }))
  }
}

/** Loads a series: its slices come to the page while the engine still reads. Resolves true once the engine holds all. */
export async function loadVolume(study: StudyInfo, series: SeriesInfo, allowGaps: boolean): Promise<boolean> {
  closeVolume()
  const job = createJob()
  useVolume.setState({ ...nothing, study, series, job })
  const isCurrent = (): boolean => useVolume.getState().job === job

  let hu = new Int16Array(0)
  const arrived = new Set<number>()
  let volume: VolumeInfo | null = null
  const fetchSlab = async (z0: number, z1: number): Promise<void> => {
    if (volume === null) return
    const { buffer } = await engine().fetchBytes(byteRoutes.volume(volume.volumeId, z0, z1), job.signal)
    const [nx, ny] = volume.grid.size
    if (buffer.byteLength !== (z1 - z0) * nx * ny * 2) {
      throw new Failure('E_INTERNAL', 'Slices arrived incomplete. Open the series again.')
    }
    if (!isCurrent()) return
    hu.set(new Int16Array(buffer), z0 * nx * ny)
    for (let slice = z0; slice < z1; slice++) arrived.add(slice)
    useVolume.setState(({ view }) => (view === null ? {} : { view: { ...view, revision: view.revision + 1 } }))
  }
  const queue = createSlabQueue({
    fetchSlab,
    nearest: () => useView.getState().slice,
    slabSlices,
    parallel: parallelFetches,
  })

  const begin = (info: VolumeInfo): void => {
    volume = info
    hu = new Int16Array(voxelCount(info.grid))
    const missing = new Set(info.slices.flatMap((slice, k) => (slice.present ? [] : [k])))
    resetView(info.grid)
    useVolume.setState({
      info,
      view: { volumeId: info.volumeId, grid: info.grid, hu, arrived, revision: 0, range: null, missing },
    })
  }

  try {
    await followEvents(
      job,
      () => engine().client.series.load({ jobId: job.id, seriesId: series.seriesId, allowGaps }),
      (event) => {
        if (!isCurrent()) return
        if (event.type === 'volume') begin(event.volume)
        else if (event.type === 'slices') queue.add(event.ready)
        else if (event.type === 'progress') useVolume.setState({ progress: event })
        else {
          if (volume === null) begin(event.volume)
          queue.add(event.volume.slices.flatMap((_, k) => (arrived.has(k) ? [] : [k])))
          useVolume.setState(({ view }) => ({
            loaded: true,
            progress: null,
            findings: event.findings,
            view: view === null ? null : { ...view, range: event.range, revision: view.revision + 1 },
          }))
        }
      },
    )
    queue.idle().catch((thrown: unknown) => fail(job, thrown))
    return isCurrent()
  } catch (thrown) {
    fail(job, thrown)
    return false
  }
}

function fail(job: Job, thrown: unknown): void {
  if (useVolume.getState().job !== job) return
  const failure = readFailure(thrown)
  if (failure.code !== 'E_CANCELLED') announceNow(failureText(text(), failure))
  useVolume.setState({ failure, progress: null })
}
