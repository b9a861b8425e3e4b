import { availableParallelism, homedir } from 'node:os'
import { type BuildFacts, unknownBuild } from '../../src-shared/build-facts.ts'
import { createAuditLog } from './audit/audit-log.ts'
import { type Bytes, createBytes } from './bytes.ts'
import { createFolderHandlers } from './handlers/folders.ts'
import { createLabelmapHandlers } from './handlers/labelmaps.ts'
import { createResultHandlers } from './handlers/results.ts'
import { createSegmentationHandlers } from './handlers/segmentation.ts'
import { createSeriesHandlers } from './handlers/series.ts'
import { createStudyHandlers } from './handlers/studies.ts'
import type { Handlers } from './handlers.ts'
import { createJobs } from './jobs.ts'
import { createAllowedPaths } from './paths.ts'
import { createPictures, type Pictures } from './pictures.ts'
import { createPool } from './pool.ts'
import type { PrintPdf } from './print/print-pdf.ts'
import { printWithBrowser } from './print/print-with-browser.ts'
import { sweepSaveFolders } from './save/sweep-save-folders.ts'
import { Scans } from './scans.ts'
import type { Services } from './services.ts'
import { createSettings } from './settings.ts'
import { SpareMemory } from './spare-memory.ts'
import { Store } from './store.ts'
import type { Tasks } from './tasks/task-table.ts'
import { tidyAtRest } from './tidy-at-rest.ts'

export interface EngineOptions {
  readonly host: 'electron' | 'web' | 'cli'
  readonly version: string
  /** True where the program ends with its first save, and memory counts for more than what comes next; a command's where it is left out. */
  readonly endsWithSave?: boolean
  /** Finds out what the program was made of, for the record of a save; not known where it is left out. */
  readonly build?: () => Promise<BuildFacts>
  /** Where settings are kept; null keeps them in memory, left out means the user's config folder. */
  readonly settingsFile?: string | null
  /** Tells where the audit log is, null for none; `auditFile` where it is left out. */
  readonly findAuditLog?: () => string | null
  /** Worker threads; the number of cores where it is left out. */
  readonly threads?: number
  /** How this host prints; with a browser of the computer where it is left out. */
  readonly printPdf?: PrintPdf
}

export interface Engine {
  readonly handlers: Handlers
  readonly bytes: Bytes
  /** Takes the pictures that the page sends to be saved. */
  readonly pictures: Pick<Pictures, 'add'>
  /** Allows saving into a folder that the user chose in a dialog of the host. */
  allowFolder(folder: string): Promise<void>
  /** True for a path below a folder the user opened or chose. */
  isAllowed(path: string): boolean
  /** Cancels all work and ends the threads. */
  close(): Promise<void>
}

/** Makes the engine behind a host: scan, load, segment, surface and save, all heavy work in worker threads. */
export function createEngine(options: EngineOptions): Engine {
  const { host, version, endsWithSave = host === 'cli' } = options
  const settings = createSettings(options.settingsFile)
  const pool = createPool<Tasks>(options.threads ?? availableParallelism())
  const rest = tidyAtRest(() => pool.tidy())
  const build = once(options.build ?? (async () => unknownBuild))
  const services: Services = {
    host,
    version,
    endsWithSave,
    build,
    audit: createAuditLog(async () => ({ host, version, commit: (await build()).commit }), options.findAuditLog),
    jobs: createJobs(rest.stir),
    pool,
    scans: new Scans(),
    // nothing is opened after it
    store: new Store(undefined, endsWithSave ? null : new SpareMemory(() => pool.tidy()), rest.owe),
    settings,
    paths: createAllowedPaths({
      home: homedir(),
      everywhere: host === 'cli',
      remembered: () => settings.saveFolders(),
    }),
    pictures: createPictures(),
    printPdf: options.printPdf ?? printWithBrowser,
  }
  const { jobs, paths } = services
  // nothing waits for it: a drive that does not answer must keep nobody from working
  void settings.saveFolders().then((folders) => sweepSaveFolders(folders))
  return {
    handlers: {
      app: { info: async () => ({ version, host, threads: pool.threads, homeFolder: homedir() }) },
      jobs: { cancel: async ({ jobId }) => ({ cancelled: await jobs.cancel(jobId) }) },
      settings: { get: () => settings.get(), set: (patch) => settings.set(patch) },
      folders: createFolderHandlers(settings, paths),
      studies: createStudyHandlers(services),
      series: createSeriesHandlers(services),
      segmentation: createSegmentationHandlers(services),
      labelmaps: createLabelmapHandlers(services),
      results: createResultHandlers(services),
    },
    bytes: createBytes(services),
    pictures: services.pictures,
    allowFolder: (folder) => paths.allow(folder),
    isAllowed: (path) => paths.isAllowed(path),
    close: async () => {
      await jobs.close()
      await pool.close()
    },
  }
}

/** Answers every call with the answer of the first. */
function once<T>(work: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined
  return () => {
    answer ??= work()
    return answer
  }
}
