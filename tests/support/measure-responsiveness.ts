import { randomUUID } from 'node:crypto'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as wait } from 'node:timers/promises'
import { createEngine } from '../../src-main/engine/engine.ts'
import { createHandler } from '../../src-main/transport/handler.ts'
import { type Client, createClient } from '../../src-main/transport/in-process-client.ts'
import { failureOf } from '../../src-main/transport/typed-failures.ts'
import { byteRoutes, type SeriesInfo, type VolumeInfo } from '../../src-shared/contract.ts'

/**
 * Run as a program of its own: opens the folder given, reads its largest usable series, segments it and makes its surface as
 * a page would, and prints as JSON how long the event loop was held up meanwhile and how long each cancel took, in ms.
 */
const folder = process.argv[2] ?? ''
const engine = createEngine({ host: 'cli', version: '0.0.0', settingsFile: null })
const client = createClient(engine)
const handler = createHandler(engine, { pageFolder: null })

async function last<Event extends { type: string }>(events: AsyncIterable<Event>): Promise<Event & { type: 'done' }> {
  let event: Event | undefined
  for await (event of events);
  return event as Event & { type: 'done' }
}

async function openSeries(): Promise<SeriesInfo> {
  const scan = await last(await client.studies.scan({ jobId: randomUUID(), path: folder }))
  if (!('result' in scan)) throw new Error('no scan')
  const usable = scan.result.studies.flatMap((study) => study.series).filter((series) => series.usable === 'yes')
  return usable.toSorted((a, b) => b.sliceCount - a.sliceCount)[0] as SeriesInfo
}

const load = async (seriesId: string): Promise<VolumeInfo> => {
  const done = await last(await client.series.load({ jobId: randomUUID(), seriesId }))
  if (!('volume' in done)) throw new Error('no volume')
  return done.volume
}
const segment = (volumeId: string, minComponentPx: number, jobId: string = randomUUID()) =>
  client.segmentation.run({ jobId, volumeId, method: 'article', parameters: { minComponentPx } })

/** Reads bytes as a page does, in slabs, throwing them away. */
async function fetchAll(url: string): Promise<void> {
  const { body } = await handler(new Request(`http://page${url}`))
  if (body !== null) for await (const _chunk of body as unknown as AsyncIterable<Uint8Array>);
}

/** Starts a job, lets it get going, cancels it by id and gives the time until that is answered. */
async function timeCancel(
  start: (jobId: string) => ReturnType<Client['segmentation']['run'] | Client['series']['load']>,
  afterMs: number,
) {
  const jobId = randomUUID()
  const events = await start(jobId)
  const outcome = (async () => {
    for await (const _event of events as AsyncIterable<unknown>);
    return 'done'
  })().catch((error: unknown) => failureOf(error).code)
  await wait(afterMs)
  const from = performance.now()
  const { cancelled } = await client.jobs.cancel({ jobId })
  const code = await outcome
  return { ms: performance.now() - from, cancelled, code }
}

const series = await openSeries()
const delay = monitorEventLoopDelay({ resolution: 2 })
delay.enable()
const volume = await load(series.seriesId)
await fetchAll(byteRoutes.volume(volume.volumeId, 0, volume.slices.length))
const run = await last(await segment(volume.volumeId, 100))
if (!('segmentation' in run)) throw new Error('no segmentation')
const { segmentationId } = run.segmentation
await fetchAll(byteRoutes.mask(segmentationId, 'final', 0, volume.slices.length))
await last(await client.segmentation.surface({ jobId: randomUUID(), segmentationId, smoothingIterations: 5 }))
for (const v of [0, 10, 1000, 10_000]) await last(await segment(volume.volumeId, v))
delay.disable()

const cancels: { what: string; ms: number; cancelled: boolean; code: string }[] = []
for (const afterMs of [0, 10, 25, 50, 100]) {
  await client.series.unload({ volumeId: volume.volumeId })
  cancels.push({
    what: 'load',
    ...(await timeCancel((jobId) => client.series.load({ jobId, seriesId: series.seriesId }), afterMs)),
  })
  const fresh = await load(series.seriesId)
  cancels.push({ what: 'segment', ...(await timeCancel((jobId) => segment(fresh.volumeId, 100, jobId), afterMs)) })
  await client.series.unload({ volumeId: fresh.volumeId })
}
const ms = (nanoseconds: number) => nanoseconds / 1e6
process.stdout.write(
  JSON.stringify({
    slices: volume.slices.length,
    p50: ms(delay.percentile(50)),
    p99: ms(delay.percentile(99)),
    max: ms(delay.max),
    cancels,
  }),
)
await engine.close()
