import { randomUUID } from 'node:crypto'
import { basename } from 'node:path'
import type { CompareFilesEvent, LabelmapInfo, OpenLabelmapEvent } from '../../../src-shared/contract.ts'
import { type Grid, voxelCount } from '../../../src-shared/geometry.ts'
import { labelmapKind } from '../../../src-shared/labelmap-kinds.ts'
import type { Handlers } from '../handlers.ts'
import type { Services } from '../services.ts'

export function createLabelmapHandlers({ jobs, pool, paths, store }: Services): Handlers['labelmaps'] {
  return {
    open: async ({ jobId, volumeId, path }, { signal }) => {
      const volume = store.volume(volumeId)
      // slices that are no volume have no grid a labelmap could lie on
      if (volume.viewOnly !== null) throw volume.viewOnly
      const file = await paths.requireWritable(path)
      const { grid } = volume.info
      store.requireFree(openBytes(grid), 'This mask')
      return jobs.start<OpenLabelmapEvent>({ jobId, signal }, async (job) => {
        const { masks, found } = await store.whilePinned(volumeId, () =>
          pool.run('openLabelmap', { path: file, grid }, { signal: job.signal, onEvent: job.emit }),
        )
        const name = basename(file)
        const format = labelmapKind(name)?.title ?? ''
        const info: LabelmapInfo = { labelmapId: randomUUID(), volumeId, name, format, ...found }
        store.addLabelmap({ info, volume, labels: masks })
        job.emit({ type: 'done', labelmap: info })
      })
    },
    close: async ({ labelmapId }) => ({ closed: store.closeLabelmap(labelmapId) }),
    compare: async ({ jobId, a, b }, { signal }) => {
      const files = { a: await paths.requireWritable(a), b: await paths.requireWritable(b) }
      return jobs.start<CompareFilesEvent>({ jobId, signal }, async (job) => {
        const found = await pool.run('compareFiles', files, { signal: job.signal, onEvent: job.emit })
        job.emit({ type: 'done', ...found })
      })
    },
  }
}

/** A byte a voxel as the file has them, as much again where its axes are turned, and a bit for each of three labels. */
const openBytes = (grid: Grid): number => Math.ceil((2 + 3 / 8) * voxelCount(grid))
