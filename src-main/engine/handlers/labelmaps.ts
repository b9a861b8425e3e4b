import type { CompareFilesEvent } from '../../../src-shared/contract.ts'
import type { Handlers } from '../handlers.ts'
import type { Services } from '../services.ts'

export function createLabelmapHandlers({ jobs, pool, paths }: Services): Handlers['labelmaps'] {
  return {
    compare: async ({ jobId, a, b }, { signal }) => {
      const files = { a: await paths.requireWritable(a), b: await paths.requireWritable(b) }
      return jobs.start<CompareFilesEvent>({ jobId, signal }, async (job) => {
        const found = await pool.run('compareFiles', files, { signal: job.signal, onEvent: job.emit })
        job.emit({ type: 'done', ...found })
      })
    },
  }
}
