import { createHash, randomUUID } from 'node:crypto'
import { realpath } from 'node:fs/promises'
import { join } from 'node:path'
import type { Progress, ScanResult } from '../../../src-shared/contract.ts'
import { cacheFolder } from '../app-folders.ts'
import { asComfort } from '../as-comfort.ts'
import type { Handlers } from '../handlers.ts'
import type { Job } from '../jobs.ts'
import { isWithin, requireAbsolute } from '../paths.ts'
import { phantomDefaults } from '../sample/phantom-limits.ts'
import type { Services } from '../services.ts'
import { runWithCrew } from '../with-crew.ts'

type ScanEvent = Progress | { type: 'done'; result: ScanResult }

/** Part of the progress bar that writing the sample study takes. */
const writingShare = 0.9

export function createStudyHandlers(services: Services): Handlers['studies'] {
  const { jobs, pool, settings } = services
  return {
    scan: async ({ jobId, path }, { signal }) => {
      const folder = requireAbsolute(path)
      return jobs.start<ScanEvent>({ jobId, signal }, async (job) => {
        const result = await scan(services, job, folder, { from: 0 })
        if (!result.sample && services.host !== 'cli') {
          const entry = { path: result.folder, studies: result.studies.length, openedAt: Date.now() }
          await asComfort(settings.remember(entry))
        }
        job.emit({ type: 'done', result })
      })
    },
    openSample: async ({ jobId }, { signal }) =>
      jobs.start<ScanEvent>({ jobId, signal }, async (job) => {
        const { dicomFolder, written } = await pool.run(
          'phantom',
          { folder: sampleFolder(), ...phantomDefaults },
          { signal: job.signal, onEvent: (event) => job.emit({ ...event, fraction: writingShare * event.fraction }) },
        )
        const result = await scan(services, job, dicomFolder, { from: written ? writingShare : 0 })
        job.emit({ type: 'done', result: { ...result, name: 'Sample study' } })
      }),
  }
}

async function scan(
  { pool, scans, paths }: Services,
  job: Job<ScanEvent>,
  folder: string,
  { from }: { from: number },
): Promise<ScanResult> {
  const { scan: found, sources } = await runWithCrew(
    pool,
    'scan',
    { folder, scanKey: randomUUID() },
    {
      signal: job.signal,
      onEvent: (event) => job.emit({ ...event, fraction: from + (1 - from) * event.fraction }),
    },
  )
  await paths.allow(found.folder)
  const folderId = createHash('sha256').update(found.folder).digest('hex').slice(0, 16)
  const sample = isWithin(await realpathOf(sampleFolder()), await realpathOf(found.folder))
  const result: ScanResult = { ...found, folderId, sample }
  const sourceOf = new Map(sources.map(({ seriesId, source }) => [seriesId, source]))
  scans.add(
    result,
    found.studies
      .flatMap(({ caseCode, series }) => series.map((info) => ({ caseCode, info })))
      .map((entry) => ({ ...entry, source: sourceOf.get(entry.info.seriesId) ?? null, folder: found.folder })),
  )
  return result
}

const sampleFolder = (): string => join(cacheFolder(), 'sample-study')

// a folder that went away meanwhile is compared by its name alone
const realpathOf = (path: string): Promise<string> => realpath(path).catch(() => path)
