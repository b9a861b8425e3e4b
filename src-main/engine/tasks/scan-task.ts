import { createHash } from 'node:crypto'
import type { ScanResult } from '../../../src-shared/contract.ts'
import { scanFolder } from '../scan/scan-folder.ts'
import type { SeriesSource } from '../scan/series-source.ts'
import { type Sealed, seal } from '../sealed.ts'
import type { TaskContext } from '../task-context.ts'

export interface ScanOutput {
  readonly scan: Omit<ScanResult, 'folderId' | 'sample'>
  readonly sources: { readonly seriesId: string; readonly source: Sealed<SeriesSource> }[]
}

/** Scans a study folder; `scanKey` is new for each scan, so that what threads opened of an older one is not taken for it. */
export async function scanTask(input: { folder: string; scanKey: string }, context: TaskContext): Promise<ScanOutput> {
  const { scan, sources } = await scanFolder(input.folder, context.report('scan'))
  return {
    scan,
    sources: sources.map((source) => {
      const { seriesId } = source.info
      const key = createHash('sha256').update(`${input.scanKey}\0${seriesId}`).digest('hex')
      return { seriesId, source: seal(key, source) }
    }),
  }
}
