import type { LoadEvent } from '../../src-shared/contract.ts'
import type { Finding } from '../../src-shared/finding.ts'
import { inLanes } from './in-lanes.ts'
import type { Job } from './jobs.ts'
import type { VolumePlan } from './load/plan-volume.ts'
import type { Pool } from './pool.ts'
import { limitProgress } from './progress.ts'
import type { SeriesSource } from './scan/series-source.ts'
import type { Sealed } from './sealed.ts'
import type { LoadedVolume, VolumeEntry } from './store.ts'
import type { Tasks } from './tasks/task-table.ts'

const slicesOfChunk = 8

/**
 * Slices in the order they are read: the middle one alone, so that it is on screen first, then chunks outwards from it. It
 * depends on the count alone, never on the threads, so that findings come out the same everywhere.
 */
export function chunkSlices(count: number): number[][] {
  const middle = count >> 1
  const chunks: number[][] = []
  for (let from = middle + 1; from < count; from += slicesOfChunk)
    chunks.push(range(from, Math.min(count, from + slicesOfChunk)))
  for (let to = middle; to > 0; to -= slicesOfChunk) chunks.push(range(Math.max(0, to - slicesOfChunk), to))
  const distance = (ks: readonly number[]) => Math.min(...ks.map((k) => Math.abs(k - middle)))
  chunks.sort((a, b) => distance(a) - distance(b))
  return count === 0 ? [] : [[middle], ...chunks]
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, n) => from + n)

/** Reads all slices of a volume in parallel threads, telling which can be shown as they come. */
export async function readSlices(
  pool: Pool<Tasks>,
  job: Job<LoadEvent>,
  { source, plan }: { source: Sealed<SeriesSource>; plan: Sealed<VolumePlan> },
  entry: VolumeEntry,
): Promise<LoadedVolume> {
  const { volume, ready } = entry
  const chunks = chunkSlices(ready.length)
  const progress = limitProgress(job.emit)
  let done = 0
  // the volume is let go of only when no thread writes to it any more
  const results = await inLanes(pool.threads, chunks.length, job.signal, async (n, signal) => {
    const ks = chunks[n] as number[]
    const result = await pool.run('loadSlices', { source, plan, volume, ks }, { signal })
    for (const k of ks) ready[k] = 1
    done += ks.length
    job.emit({ type: 'slices', ready: ks })
    progress('load', done, ready.length, done / ready.length)
    return result
  })
  return join(chunks, results)
}

/** Results of the chunks, in the order of their slices. */
function join(chunks: readonly (readonly number[])[], results: readonly LoadedVolume[]): LoadedVolume {
  const inOrder = chunks
    .map((ks, n) => ({ first: ks[0] as number, result: results[n] as LoadedVolume }))
    .sort((a, b) => a.first - b.first)
    .map(({ result }) => result)
  return {
    range: [Math.min(...inOrder.map(({ range }) => range[0])), Math.max(...inOrder.map(({ range }) => range[1]))],
    findings: inOrder.flatMap(({ findings }): Finding[] => findings),
    inputs: inOrder.flatMap(({ inputs }) => inputs),
  }
}
