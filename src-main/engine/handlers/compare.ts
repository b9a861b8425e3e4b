import type { CompareEvent } from '../../../src-shared/contract.ts'
import { requireSameGrid } from '../../../src-shared/require-same-grid.ts'
import type { Handlers } from '../handlers.ts'
import type { Services } from '../services.ts'
import type { Labelled, Store } from '../store.ts'
import type { ComparedSide } from '../tasks/compare-task.ts'

/** Compares two results or opened labelmaps in a thread; a newer comparison of the same volume takes the place of one that runs. */
export function createCompareHandler({ jobs, pool, store }: Services): Handlers['segmentation']['compare'] {
  return async (input, { signal }) => {
    const [a, b] = [store.labelled(input.a), store.labelled(input.b)]
    const { grid, volumeId } = a.volume.info
    requireSameGrid(grid, b.volume.info.grid, ['A', 'B'])
    requireComparable(store, a, b)
    return jobs.start<CompareEvent>({ jobId: input.jobId, signal, supersedes: `compare ${volumeId}` }, async (job) => {
      const start = performance.now()
      const sides = { a: sideOf(a), b: sideOf(b), grid }
      const found = await pool.run('compare', sides, { signal: job.signal, onEvent: job.emit })
      job.emit({ type: 'done', ...found, seconds: (performance.now() - start) / 1000 })
    })
  }
}

/** Throws `E_MEMORY` where there is no room for comparing these. */
export const requireComparable = (store: Store, a: Labelled, b: Labelled): void =>
  store.requireFree(comparisonBytes(a, b), 'This comparison')

/** What a thread compares of a side. */
export const sideOf = ({ labels, state }: Labelled): ComparedSide => ({ labels, state })

/** Of the slices that hold a mask: distances of 4 bytes a voxel, and the masks' borders beside their crops. */
function comparisonBytes(a: Labelled, b: Labelled): number {
  const [nx, ny] = a.volume.info.grid.size
  const ranges = [a.sliceRange, b.sliceRange].filter((range) => range !== null)
  if (ranges.length === 0) return 0
  const first = Math.min(...ranges.map(([from]) => from))
  const last = Math.max(...ranges.map(([, to]) => to))
  return 5 * nx * ny * (last - first + 1)
}
