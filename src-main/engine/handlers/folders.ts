import { mkdir, opendir, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { basename, dirname, join, parse } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { RecentFolder } from '../../../src-shared/contract.ts'
import { Failure, toFailure } from '../../../src-shared/failure.ts'
import { labelmapKind } from '../../../src-shared/labelmap-kinds.ts'
import type { Handlers } from '../handlers.ts'
import { type AllowedPaths, requireAbsolute } from '../paths.ts'
import type { RecentEntry, SettingsStore } from '../settings.ts'

const availabilityMs = 500
/** A folder with more DICOM files than these holds a series, not masks; the path of one can be typed all the same. */
const mostDicomFiles = 100

export function createFolderHandlers(settings: SettingsStore, paths: AllowedPaths): Handlers['folders'] {
  const listRecent = async (): Promise<RecentFolder[]> => Promise.all((await settings.recent()).map(describeRecent))
  return {
    recent: listRecent,
    clearRecent: async () => {
      await settings.forgetRecent()
      return []
    },
    browse: async ({ path, files: wanted }) => {
      const folder = path === undefined ? homedir() : requireAbsolute(path)
      const { folders, files } = await listFolder(folder)
      const inFolder = (names: readonly string[]) => names.map((name) => ({ name, path: join(folder, name) }))
      await paths.allow(folder)
      return {
        path: folder,
        parent: dirname(folder) === folder ? null : dirname(folder),
        folders: inFolder(folders),
        ...(wanted === undefined ? {} : { files: inFolder(files) }),
      }
    },
    choose: async ({ path }) => {
      try {
        await paths.allow(await folderToUse(requireAbsolute(path.trim())))
        return { problem: null }
      } catch (thrown) {
        return { problem: toFailure(thrown).toJSON() }
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

/** The folder where it is there, else the one it would be made in. Throws `E_FOLDER_NOT_FOUND` where neither is. */
async function folderToUse(folder: string): Promise<string> {
  for (const one of [folder, dirname(folder)]) if (await isFolder(one)) return one
  throw new Failure('E_FOLDER_NOT_FOUND', `There is no folder ${dirname(folder)}.`, { path: folder })
}

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (entry) => entry.isDirectory(),
    () => false,
  )

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
  return Promise.race([isFolder(folder), wait(availabilityMs, false, { ref: false })])
}

/** Its folders, and its files that may be labelmaps by their name. */
async function listFolder(folder: string): Promise<{ folders: string[]; files: string[] }> {
  const folders: string[] = []
  const files: string[] = []
  try {
    for await (const entry of await opendir(folder, { bufferSize: 256 })) {
      if (entry.name.startsWith('.')) continue
      if (entry.isDirectory() || (entry.isSymbolicLink() && (await isAvailable(join(folder, entry.name))))) {
        folders.push(entry.name)
      } else if (entry.isFile() && labelmapKind(entry.name) !== null) files.push(entry.name)
    }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      throw new Failure('E_FOLDER_NOT_FOUND', `There is no folder ${folder}.`, { path: folder })
    }
    throw new Failure('E_FOLDER_UNREADABLE', `The folder ${folder} cannot be read (${code}).`, { path: folder })
  }
  const { compare } = new Intl.Collator('en', { numeric: true })
  const isDicom = (name: string): boolean => labelmapKind(name)?.ending === '.dcm'
  const shown = files.filter(isDicom).length > mostDicomFiles ? files.filter((name) => !isDicom(name)) : files
  return { folders: folders.sort(compare), files: shown.sort(compare) }
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
