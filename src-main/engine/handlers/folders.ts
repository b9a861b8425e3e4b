import { mkdir, opendir, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { basename, dirname, join, parse } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { RecentFolder } from '../../../src-shared/contract.ts'
import { Failure } from '../../../src-shared/failure.ts'
import type { Handlers } from '../handlers.ts'
import { type AllowedPaths, requireAbsolute } from '../paths.ts'
import type { RecentEntry, SettingsStore } from '../settings.ts'

const availabilityMs = 500

export function createFolderHandlers(settings: SettingsStore, paths: AllowedPaths): Handlers['folders'] {
  const listRecent = async (): Promise<RecentFolder[]> => Promise.all((await settings.recent()).map(describeRecent))
  return {
    recent: listRecent,
    clearRecent: async () => {
      await settings.forgetRecent()
      return []
    },
    browse: async ({ path }) => {
      const folder = path === undefined ? homedir() : requireAbsolute(path)
      const names = await listSubfolders(folder)
      await paths.allow(folder)
      return {
        path: folder,
        parent: dirname(folder) === folder ? null : dirname(folder),
        folders: names.map((name) => ({ name, path: join(folder, name) })),
      }
    },
    create: async ({ parent, name }) => {
      const folder = join(await paths.requireWritable(parent), requireFolderName(name))
      await mkdir(folder).catch((error: NodeJS.ErrnoException) => {
        throw error.code === 'EEXIST'
          ? new Failure('E_OUTPUT_EXISTS', `There is already something called ${name} here. Choose another name.`, {
              name,
            })
          : new Failure('E_OUTPUT_NOT_WRITABLE', `The folder could not be made in ${parent} (${error.code}).`, {
              parent,
            })
      })
      await paths.allow(folder)
      return { path: folder }
    },
  }
}

async function describeRecent(entry: RecentEntry): Promise<RecentFolder> {
  const { dir, root } = parse(entry.path)
  return {
    path: entry.path,
    name: basename(entry.path) || entry.path,
    parent: dir.slice(root.length).split(/[\\/]/).slice(-2).join(' / '),
    studies: entry.studies,
    openedAt: entry.openedAt,
    available: await isAvailable(entry.path),
  }
}

/** A drive that does not answer counts as not available, so that the start page never waits for it. */
async function isAvailable(folder: string): Promise<boolean> {
  const answered = stat(folder).then(
    (entry) => entry.isDirectory(),
    () => false,
  )
  return Promise.race([answered, wait(availabilityMs, false, { ref: false })])
}

async function listSubfolders(folder: string): Promise<string[]> {
  const names: string[] = []
  try {
    for await (const entry of await opendir(folder, { bufferSize: 256 })) {
      if (entry.name.startsWith('.')) continue
      if (entry.isDirectory() || (entry.isSymbolicLink() && (await isAvailable(join(folder, entry.name))))) {
        names.push(entry.name)
      }
    }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      throw new Failure('E_FOLDER_NOT_FOUND', `There is no folder ${folder}.`, { path: folder })
    }
    throw new Failure('E_FOLDER_UNREADABLE', `The folder ${folder} cannot be read (${code}).`, { path: folder })
  }
  return names.sort(new Intl.Collator('en', { numeric: true }).compare)
}

const deviceNames = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i

function requireFolderName(name: string): string {
  const trimmed = name.trim()
  const forbidden = [...trimmed].some((letter) => letter < ' ' || letter === '\x7f' || '/\\:*?"<>|'.includes(letter))
  if (trimmed === '' || forbidden || /^\.+$/.test(trimmed) || trimmed.endsWith('.') || deviceNames.test(trimmed)) {
    throw new Failure('E_PARAMETER', 'A folder name cannot hold / \\ : * ? " < > | or end in a full stop.', { name })
  }
  return trimmed
}
