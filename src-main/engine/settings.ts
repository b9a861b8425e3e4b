import { randomBytes } from 'node:crypto'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { type Settings, type SettingsPatch, settingsSchema } from '../../src-shared/contract.ts'
import { Failure } from '../../src-shared/failure.ts'
import { configFolder } from './app-folders.ts'
import { errorCode } from './save/error-code.ts'

const recentEntrySchema = z.object({ path: z.string().min(1), studies: z.number().int(), openedAt: z.number() })
/** A folder that was opened, as it is remembered. `openedAt` in milliseconds since 1970. */
export type RecentEntry = z.infer<typeof recentEntrySchema>

const fileSchema = z
  .object({
    settings: z.record(z.string(), z.unknown()).catch({}),
    recent: z.array(z.unknown()).catch([]),
    saveFolders: z.array(z.string()).catch([]),
  })
  .catch({ settings: {}, recent: [], saveFolders: [] })

const recentLimit = 20

export interface SettingsStore {
  get(): Promise<Settings>
  /** Changes the named settings; what is not named stays. Throws `E_OUTPUT_NOT_WRITABLE`. */
  set(patch: SettingsPatch): Promise<Settings>
  recent(): Promise<readonly RecentEntry[]>
  /** Puts a folder first in the list of recent ones. Throws `E_OUTPUT_NOT_WRITABLE`. */
  remember(entry: RecentEntry): Promise<void>
  forgetRecent(): Promise<void>
  /** Folders saved into, newest first. */
  saveFolders(): Promise<readonly string[]>
  /** Throws `E_OUTPUT_NOT_WRITABLE`. */
  rememberSaveFolder(path: string): Promise<void>
}

interface Contents {
  settings: Settings
  recent: RecentEntry[]
  saveFolders: string[]
}

/**
 * Settings and recent folders in one JSON file, written atomically. A missing, damaged or older file gives defaults, field
 * by field; a file that can't be read is kept beside the new one as `.damaged`. With `file` null nothing is written.
 */
export function createSettings(file: string | null = join(configFolder(), 'settings.json')): SettingsStore {
  let contents: Promise<Contents> | null = null
  let writing: Promise<void> = Promise.resolve()

  const load = (): Promise<Contents> => {
    contents ??= file === null ? Promise.resolve(parseContents({})) : readContents(file)
    return contents
  }
  const change = async (edit: (before: Contents) => Contents): Promise<Contents> => {
    const after = edit(await load())
    contents = Promise.resolve(after)
    if (file !== null) {
      const text = `${JSON.stringify(after, null, 2)}\n`
      const write = writing.then(() => writeAtomically(file, text))
      // its failure is told here, and keeps none of the next from being written
      writing = write.catch(() => {})
      await write
    }
    return after
  }

  return {
    get: async () => (await load()).settings,
    set: async (patch) => {
      const named = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined))
      return (await change((before) => ({ ...before, settings: { ...before.settings, ...named } }))).settings
    },
    recent: async () => (await load()).recent,
    remember: async (entry) => {
      await change((before) => ({
        ...before,
        recent: [entry, ...before.recent.filter((other) => other.path !== entry.path)].slice(0, recentLimit),
      }))
    },
    forgetRecent: async () => {
      await change((before) => ({ ...before, recent: [] }))
    },
    saveFolders: async () => (await load()).saveFolders,
    rememberSaveFolder: async (path) => {
      if ((await load()).saveFolders[0] === path) return
      await change((before) => ({
        ...before,
        saveFolders: [path, ...before.saveFolders.filter((other) => other !== path)].slice(0, recentLimit),
      }))
    },
  }
}

async function readContents(file: string): Promise<Contents> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') await setAside(file)
    return parseContents({})
  }
  try {
    return parseContents(JSON.parse(text))
  } catch {
    // not JSON
    await setAside(file)
    return parseContents({})
  }
}

/** Keeps what can't be read as settings from being replaced by the next ones. */
async function setAside(file: string): Promise<void> {
  // where its name can't be changed no new file can take it either, and writing tells why
  await rename(file, `${file}.damaged`).catch(() => {})
}

function parseContents(value: unknown): Contents {
  const file = fileSchema.parse(value)
  const kept = Object.entries(settingsSchema.shape).flatMap(([name, schema]) => {
    const parsed = schema.safeParse(file.settings[name])
    return parsed.success ? [[name, parsed.data] as const] : []
  })
  return {
    settings: settingsSchema.parse(Object.fromEntries(kept)),
    recent: file.recent.flatMap((entry) => recentEntrySchema.safeParse(entry).data ?? []),
    saveFolders: file.saveFolders,
  }
}

async function writeAtomically(file: string, text: string): Promise<void> {
  const temporary = join(dirname(file), `.settings-${randomBytes(6).toString('hex')}.tmp`)
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 })
    const handle = await open(temporary, 'wx', 0o600)
    try {
      await handle.writeFile(text)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(temporary, file)
  } catch (error) {
    // the failure that led here is the one to tell
    await rm(temporary, { force: true }).catch(() => {})
    throw new Failure(
      'E_OUTPUT_NOT_WRITABLE',
      `The settings could not be written to ${file}. They hold until Hilum is closed; make the folder writable to keep them.`,
      { file },
      { cause: error },
    )
  }
}
