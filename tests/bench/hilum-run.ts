import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { keepCompiledSources } from '../../src-main/engine/compile-cache.ts'
import { createTimer } from './timer.ts'

// as the command line does
keepCompiledSources()
const { createEngine } = await import('../../src-main/engine/engine.ts')
const { createClient } = await import('../../src-main/transport/in-process-client.ts')

/** A volume that was closed leaves its threads garbage to collect, which is not work of the next run. */
const restMs = 150

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
 * Child process of the benchmark: `hilum-run.ts FOLDER PLANES RUNS [OUT]` takes the folder's largest series from files to mask
 * and surface, and to files saved in a new folder in OUT where it is given, RUNS times in one engine, through the same calls
 * as the page, and prints its measurements as JSON.
 */
async function main(folder: string, planes: string, runs: number, out: string | null): Promise<void> {
  // a command ends its threads before it saves; a workstation in use keeps them
  const host = runs > 1 ? 'web' : 'cli'
  // its line is part of a save, and none of the user's log
  const findAuditLog = (): string | null => (out === null ? null : `${out}-audit.jsonl`)
  const engine = createEngine({ host, version: 'bench', settingsFile: null, findAuditLog })
  if (out !== null) await engine.allowFolder(out)
  const client = createClient(engine)
  const { timed, note, measured } = createTimer()
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
    for (const stage of segmentation.stages) note(stage.stage, stage.seconds)
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
    if (out !== null) {
      const saved = join(out, `run-${run}`)
      await timed('save', () =>
        last(
          client.results.save({
            jobId: jobId('save'),
            segmentationId: segmentation.segmentationId,
            folder: saved,
            formats: ['nifti', 'stl'],
            existing: 'refuse',
          }),
        ),
      )
      await rm(saved, { recursive: true })
    }
    await client.series.unload({ volumeId: volume.volumeId })
    await wait(restMs)
  }
  console.log(JSON.stringify({ ...measured(), voxels, triangles }))
  await engine.close()
}

const [folder, planes, runs, out] = process.argv.slice(2)
await main(folder ?? '', planes ?? 'rows', Number(runs ?? 1), out ?? null)
