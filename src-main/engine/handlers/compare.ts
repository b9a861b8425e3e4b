import type { CompareEvent } from '../../../src-shared/contract.ts'
import { requireSameGrid } from '../../../src-shared/require-same-grid.ts'
import { finalLabels } from '../../../src-shared/segmentation/run-method.ts'
import type { Handlers } from '../handlers.ts'
import type { Services } from '../services.ts'
import type { SegmentationEntry } from '../store.ts'

/** Compares two results in a thread; a newer comparison of the same volume takes the place of one that runs. */
export function createCompareHandler({ jobs, pool, store }: Services): Handlers['segmentation']['compare'] {
  return async (input, { signal }) => {
    const [a, b] = [store.segmentation(input.a), store.segmentation(input.b)]
    const { grid, volumeId } = a.volume.info
    requireSameGrid(grid, b.volume.info.grid, ['A', 'B'])
    store.requireFree(comparisonBytes(a, b), 'This comparison')
    return jobs.start<CompareEvent>({ jobId: input.jobId, signal, supersedes: `compare ${volumeId}` }, async (job) => {
      const start = performance.now()
      const comparison = await pool.run(
        'compare',
        { a: finalLabels(a.state), b: finalLabels(b.state), grid },
        { signal: job.signal, onEvent: job.emit },
      )
      job.emit({ type: 'done', comparison, seconds: (performance.now() - start) / 1000 })
    })
  }
}

/** Of the slices that hold a mask: distances of 4 bytes a voxel, and the masks' borders beside their crops. */
function comparisonBytes(a: SegmentationEntry, b: SegmentationEntry): number {
  const [nx, ny] = a.volume.info.grid.size
  const ranges = [a.info.sliceRange, b.info.sliceRange].filter((range) => range !== null)
  if (ranges.length === 0) return 0
  const first = Math.min(...ranges.map(([from]) => from))
  const last = Math.max(...ranges.map(([, to]) => to))
  return 5 * nx * ny * (last - first + 1)
}
