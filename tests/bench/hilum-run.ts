import { createEngine } from '../../src-main/engine/engine.ts'
import { createClient } from '../../src-main/transport/in-process-client.ts'
import type { StageRuns } from './compare-table.ts'

/** What one child process measured. */
export interface HilumRuns {
  readonly seconds: StageRuns
  /** Processor seconds of all threads together. */
  readonly processor: StageRuns
  readonly voxels: number
  readonly triangles: number
  readonly peakBytes: number
}

type Done<Event> = Extract<Event, { readonly type: 'done' }>

const isDone = <Event extends { readonly type: string }>(event: Event): event is Done<Event> => event.type === 'done'

async function last<Event extends { readonly type: string }>(
  events: Promise<AsyncIterable<Event>>,
): Promise<Done<Event>> {
  let done: Done<Event> | undefined
  for await (const event of await events) if (isDone(event)) done = event
  if (done === undefined) throw new Error('The job ended without a result.')
  return done
}

/**
 * Child process of the benchmark: `hilum-run.ts FOLDER PLANES RUNS` takes the folder's largest series from files to mask
 * and surface, RUNS times in one engine, through the same calls as the page, and prints its measurements as JSON.
 */
async function main(folder: string, planes: string, runs: number): Promise<void> {
  const engine = createEngine({ host: 'cli', version: 'bench', settingsFile: null })
  const client = createClient(engine)
  const seconds: Record<string, number[]> = {}
  const processor: Record<string, number[]> = {}
  const note = (table: Record<string, number[]>, stage: string, value: number): void => {
    table[stage] = [...(table[stage] ?? []), value]
  }
  const timed = async <Result>(stage: string, work: () => Promise<Result>): Promise<Result> => {
    const [start, busy] = [performance.now(), process.cpuUsage()]
    const result = await work()
    note(seconds, stage, (performance.now() - start) / 1000)
    const { user, system } = process.cpuUsage(busy)
    note(processor, stage, (user + system) / 1e6)
    return result
  }
  let [voxels, triangles] = [0, 0]
  for (let run = 0; run < runs; run++) {
    const jobId = (job: string): string => `${job}-${run}`
    const { result } = await timed('scan', () => last(client.studies.scan({ jobId: jobId('scan'), path: folder })))
    const series = result.studies.flatMap((study) => study.series).toSorted((a, b) => b.sliceCount - a.sliceCount)[0]
    if (series === undefined) throw new Error(`No series in ${folder}.`)
    const { volume } = await timed('load', () =>
      last(client.series.load({ jobId: jobId('load'), seriesId: series.seriesId })),
    )
    const { segmentation } = await timed('segment', () =>
      last(
        client.segmentation.run({
          jobId: jobId('run'),
          volumeId: volume.volumeId,
          method: 'article',
          parameters: { planes },
        }),
      ),
    )
    for (const stage of segmentation.stages) note(seconds, stage.stage, stage.seconds)
    const { mesh } = await timed('surface', () =>
      last(
        client.segmentation.surface({
          jobId: jobId('surface'),
          segmentationId: segmentation.segmentationId,
          smoothingIterations: 0,
        }),
      ),
    )
    voxels = segmentation.volumes['lungs']?.voxels ?? 0
    triangles = mesh.triangles
    await client.series.unload({ volumeId: volume.volumeId })
  }
  const measured: HilumRuns = {
    seconds,
    processor,
    voxels,
    triangles,
    peakBytes: process.resourceUsage().maxRSS * 1024,
  }
  console.log(JSON.stringify(measured))
  await engine.close()
}

const [folder, planes, runs] = process.argv.slice(2)
await main(folder ?? '', planes ?? 'rows', Number(runs ?? 1))
