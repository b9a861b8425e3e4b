import type { Progress } from '../../src-shared/contract.ts'
import { voxelCount } from '../../src-shared/geometry.ts'
import type { MethodState, StageOutput } from '../../src-shared/segmentation/method.ts'
import { findMethod, parseParameters } from '../../src-shared/segmentation/registry.ts'
import { keptStages, runnableStages, type StageJob, stageJobs } from '../../src-shared/segmentation/run-method.ts'
import { inLanes } from './in-lanes.ts'
import type { Pool } from './pool.ts'
import { limitProgress } from './progress.ts'
import type { SegmentInput, SegmentOutput, SegmentTaskEvent } from './tasks/segment-task.ts'
import type { Tasks } from './tasks/task-table.ts'

interface RunOptions {
  readonly signal?: AbortSignal | undefined
  readonly onEvent: (event: SegmentTaskEvent | Progress) => void
}

/** Voxels of a piece: some milliseconds of work, so that threads end together. Less than one is not worth sharing. */
const pieceVoxels = 2 ** 23

/**
 * Runs a method on all threads of the pool: stages that can be done in pieces are shared out, the others are run as they
 * are. With one thread, for a small volume, or where no such stage is to be run again, all is one task. The outcome does not
 * depend on which.
 */
export async function segmentInPool(
  pool: Pool<Tasks>,
  input: SegmentInput,
  { signal, onEvent }: RunOptions,
  voxelsOfPiece = pieceVoxels,
): Promise<SegmentOutput> {
  const voxels = voxelCount(input.volume.grid)
  if (pool.threads < 2 || voxels <= voxelsOfPiece || !hasPieces(input))
    return pool.run('segment', input, { signal, onEvent })
  const { method, volume, previous } = input
  const jobs = stageJobs(method, volume, parseParameters(method, input.parameters), previous, {
    progress: limitProgress(onEvent),
    stage: (result) => onEvent({ type: 'stage', result }),
    seconds: () => performance.now() / 1000,
  })
  let next = jobs.next()
  while (next.done !== true) next = jobs.next(await runStage(pool, method, next.value, voxels / voxelsOfPiece, signal))
  const state: MethodState = next.value
  return { state, info: await pool.run('describeRun', { state, volume }, { signal }) }
}

function hasPieces({ method, parameters, previous }: SegmentInput): boolean {
  const found = findMethod(method)
  const kept = keptStages(found, parseParameters(method, parameters), previous)
  return runnableStages(found)
    .slice(kept.length)
    .some(({ pieces }) => pieces !== undefined)
}

async function runStage(
  pool: Pool<Tasks>,
  method: string,
  { stage, context }: StageJob,
  pieceCount: number,
  signal: AbortSignal | undefined,
): Promise<StageOutput> {
  const { report, ...rest } = context
  const input = { method, stage: stage.id, ...rest }
  if (stage.pieces === undefined) {
    return pool.run('stage', input, {
      signal,
      onEvent: (event) => {
        if (event.type === 'progress') report(event.done, event.total)
      },
    })
  }
  const { count, plan } = await pool.run('preparePieces', input, { signal })
  const size = Math.max(1, Math.ceil(count / Math.max(pieceCount, pool.threads)))
  let done = 0
  const pieces = await inLanes(pool.threads, Math.max(1, Math.ceil(count / size)), signal, async (n, either) => {
    const [from, to] = [n * size, Math.min(count, (n + 1) * size)]
    const piece = await pool.run('piece', { ...input, plan, from, to }, { signal: either })
    done += to - from
    report(done, count)
    return piece
  })
  return pool.run('joinPieces', { ...input, plan, pieces }, { signal })
}
