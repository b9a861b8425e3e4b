import { createHash, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { createEngine, type Engine, type EngineOptions } from '../../src-main/engine/engine.ts'
import { createHandler } from '../../src-main/transport/handler.ts'
import { type Client, createClient } from '../../src-main/transport/in-process-client.ts'
import {
  byteRoutes,
  type CompareEvent,
  type LabelmapInfo,
  type LoadEvent,
  type MeshInfo,
  type OpenLabelmapEvent,
  type SavedFile,
  type SaveEvent,
  type ScanResult,
  type SegmentationInfo,
  type SegmentEvent,
  type SeriesInfo,
  type VolumeInfo,
} from '../../src-shared/contract.ts'
import { collect } from './collect.ts'
import { temporaryFolder } from './temporary-folder.ts'

type Done<Event> = Extract<Event, { type: 'done' }>

/** What a page does with an engine, one call each, and all it was told on the way. */
export interface Session {
  readonly engine: Engine
  readonly client: Client
  scan(folder: string): Promise<ScanResult>
  load(
    seriesId: string,
    allowGaps?: boolean,
  ): Promise<{ events: LoadEvent[]; done: Done<LoadEvent>; volume: VolumeInfo }>
  segment(
    volumeId: string,
    parameters?: Record<string, number | string>,
    method?: string,
  ): Promise<{ events: SegmentEvent[]; info: SegmentationInfo }>
  surface(segmentationId: string, smoothingIterations?: number, decimationPercent?: number): Promise<MeshInfo>
  openLabelmap(volumeId: string, path: string): Promise<{ events: OpenLabelmapEvent[]; info: LabelmapInfo }>
  compare(a: string, b: string): Promise<{ events: CompareEvent[]; done: Done<CompareEvent> }>
  save(segmentationId: string, folder: string, formats?: string[]): Promise<{ events: SaveEvent[]; files: SavedFile[] }>
  bytes(url: string): Promise<Uint8Array>
}

/** A session with an engine of its own, which is closed when the test ends. */
export function openSession(options: Partial<EngineOptions> = {}): Session {
  const settingsFile = join(temporaryFolder(), 'settings.json')
  const engine = createEngine({ host: 'web', version: '0.0.0', settingsFile, threads: 2, ...options })
  onTestFinished(() => engine.close())
  const client = createClient(engine)
  const handler = createHandler(engine, { pageFolder: null })
  return {
    engine,
    client,
    scan: async (path) => (await doneOf(await client.studies.scan({ jobId: randomUUID(), path }))).done.result,
    load: async (seriesId, allowGaps = false) => {
      const { events, done } = await doneOf(await client.series.load({ jobId: randomUUID(), seriesId, allowGaps }))
      return { events, done, volume: done.volume }
    },
    segment: async (volumeId, parameters = {}, method = 'article') => {
      const call = { jobId: randomUUID(), volumeId, method, parameters }
      const { events, done } = await doneOf(await client.segmentation.run(call))
      return { events, info: done.segmentation }
    },
    surface: async (segmentationId, smoothingIterations = 0, decimationPercent = 0) => {
      const call = { jobId: randomUUID(), segmentationId, smoothingIterations, decimationPercent }
      return (await doneOf(await client.segmentation.surface(call))).done.mesh
    },
    openLabelmap: async (volumeId, path) => {
      const { events, done } = await doneOf(await client.labelmaps.open({ jobId: randomUUID(), volumeId, path }))
      return { events, info: done.labelmap }
    },
    compare: async (a, b) => doneOf(await client.segmentation.compare({ jobId: randomUUID(), a, b })),
    save: async (segmentationId, folder, formats = ['nifti', 'stl']) => {
      const call = { jobId: randomUUID(), segmentationId, folder, formats, existing: 'refuse' } as const
      const { events, done } = await doneOf(await client.results.save(call))
      return { events, files: done.files }
    },
    bytes: async (url) => {
      const response = await handler(new Request(`http://page${url}`))
      if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`)
      return new Uint8Array(await response.arrayBuffer())
    },
  }
}

async function doneOf<Event extends { type: string }>(stream: AsyncIterable<Event>) {
  const events = await collect(stream)
  const done = events.at(-1)
  if (done?.type !== 'done') throw new Error('The stream ended without its result.')
  return { events, done: done as Done<Event> }
}

/** The usable series of a scan with the most slices. */
export function largestSeries(scan: ScanResult): SeriesInfo {
  const series = scan.studies.flatMap((study) => study.series).filter(({ usable }) => usable === 'yes')
  const [largest] = series.toSorted((a, b) => b.sliceCount - a.sliceCount)
  if (largest === undefined) throw new Error('No series can be used.')
  return largest
}

/** SHA-256 of everything a page would fetch of a run: voxels, every stage's mask, the surface. */
export async function fingerprint(session: Session, volume: VolumeInfo, info: SegmentationInfo, mesh: MeshInfo) {
  const slices = volume.slices.length
  const urls = [
    byteRoutes.volume(volume.volumeId, 0, slices),
    ...[info.stages[2]?.stage ?? '', 'final'].map((stage) => byteRoutes.mask(info.segmentationId, stage, 0, slices)),
    ...Object.values(info.volumes).map(({ label }) => byteRoutes.mask(info.segmentationId, 'final', 0, slices, label)),
    ...mesh.parts.flatMap(({ meshId }) => [byteRoutes.mesh(meshId, 'positions'), byteRoutes.mesh(meshId, 'indices')]),
  ]
  const bytes = await Promise.all(urls.map((url) => session.bytes(url)))
  return bytes.map((part) => createHash('sha256').update(part).digest('hex'))
}
