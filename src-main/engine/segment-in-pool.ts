import type { Progress } from '../../src-shared/contract.ts'
import { voxelCount } from '../../src-shared/geometry.ts'
import { findMethod, parseParameters } from '../../src-shared/segmentation/registry.ts'
import { keptStages, runnableStages } from '../../src-shared/segmentation/run-method.ts'
import type { Pool } from './pool.ts'
import { pieceVoxels, type SegmentInput, type SegmentOutput, type SegmentTaskEvent } from './tasks/segment-task.ts'
import type { Tasks } from './tasks/task-table.ts'
import { runWithCrew } from './with-crew.ts'

interface RunOptions {
  readonly signal?: AbortSignal | undefined
  readonly onEvent: (event: SegmentTaskEvent | Progress) => void
}

/**
 * Runs a method in the pool, its stages that can be done in pieces on all threads. One thread does it for a small volume, or
 * where no such stage is to be run again. The outcome does not depend on which.
 */
export async function segmentInPool(
  pool: Pool<Tasks>,
  input: SegmentInput,
  options: RunOptions,
): Promise<SegmentOutput> {
  const small = voxelCount(input.volume.grid) <= (input.pieceVoxels ?? pieceVoxels)
  return small || !hasPieces(input) ? pool.run('segment', input, options) : runWithCrew(pool, 'segment', input, options)
}

function hasPieces({ method, parameters, previous }: SegmentInput): boolean {
  const found = findMethod(method)
  const kept = keptStages(found, parseParameters(method, parameters), previous)
  return runnableStages(found)
    .slice(kept.length)
    .some(({ pieces }) => pieces !== undefined)
}
