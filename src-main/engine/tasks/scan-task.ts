import { createHash } from 'node:crypto'
import type { ScanResult } from '../../../src-shared/contract.ts'
import { type Crew, dismissCrew } from '../lead-crew.ts'
import { readHere, readWithCrew } from '../scan/read-headers.ts'
import { type FolderScan, scanFolder } from '../scan/scan-folder.ts'
import type { SeriesSource } from '../scan/series-source.ts'
import { type Sealed, seal } from '../sealed.ts'
import type { TaskContext } from '../task-context.ts'

export interface ScanOutput {
  readonly scan: Omit<ScanResult, 'folderId' | 'sample'>
  readonly sources: { readonly seriesId: string; readonly source: Sealed<SeriesSource> }[]
}

/** Scans a study folder; `scanKey` is new for each scan, so that what threads opened of an older one is not taken for it. */
export async function scanTask(
  { folder, scanKey, crew }: { folder: string; scanKey: string; crew?: Crew },
  context: TaskContext,
): Promise<ScanOutput> {
  try {
    const readHeaders = crew === undefined ? readHere : readWithCrew(crew)
    return sealSources(await scanFolder(folder, context.report('scan'), readHeaders), scanKey)
  } finally {
    if (crew !== undefined) dismissCrew(crew)
  }
}

function sealSources({ scan, sources }: FolderScan, scanKey: string): ScanOutput {
  return {
    scan,
    sources: sources.map((source) => {
      const { seriesId } = source.info
      const key = createHash('sha256').update(`${scanKey}\0${seriesId}`).digest('hex')
      return { seriesId, source: seal(key, source) }
    }),
  }
}
