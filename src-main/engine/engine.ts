import { availableParallelism, homedir } from 'node:os'
import { Failure } from '../../src-shared/failure.ts'
import { createFolderHandlers } from './handlers/folders.ts'
import type { Handlers } from './handlers.ts'
import { createAllowedPaths } from './paths.ts'
import { createSettings } from './settings.ts'

export interface EngineOptions {
  readonly host: 'electron' | 'web' | 'cli'
  readonly version: string
  /** Where settings are kept; null keeps them in memory, left out means the user's config folder. */
  readonly settingsFile?: string | null
  /** Worker threads; the number of cores where it is left out. */
  readonly threads?: number
}

export interface Engine {
  readonly handlers: Handlers
  /** Allows saving into a folder that the user chose in a dialog of the host. */
  allowFolder(folder: string): Promise<void>
  /** True for a path below a folder the user opened or chose. */
  isAllowed(path: string): boolean
  /** Cancels all work and ends the threads. */
  close(): Promise<void>
}

/** Makes the engine behind a host: scan, load, segment, surface and save, all heavy work in worker threads. */
export function createEngine(options: EngineOptions): Engine {
  const threads = options.threads ?? availableParallelism()
  const settings = createSettings(options.settingsFile)
  const paths = createAllowedPaths({ home: homedir(), everywhere: options.host === 'cli' })
  const notYet = async (): Promise<never> => {
    throw new Failure('E_INTERNAL', 'This call is not connected yet.')
  }
  return {
    handlers: {
      app: {
        info: async () => ({ version: options.version, host: options.host, threads, homeFolder: homedir() }),
      },
      jobs: { cancel: notYet },
      settings: { get: () => settings.get(), set: (patch) => settings.set(patch) },
      folders: createFolderHandlers(settings, paths),
      studies: { scan: notYet, openSample: notYet },
      series: { load: notYet, unload: notYet },
      segmentation: { run: notYet, surface: notYet },
      results: { plan: notYet, save: notYet },
    },
    allowFolder: (folder) => paths.allow(folder),
    isAllowed: (path) => paths.isAllowed(path),
    close: async () => {},
  }
}
