import { constants, promises as fs } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'

import { errorCode } from './error-code.ts'
import { makeFolder } from './make-folder.ts'
import { placeOnDisk } from './place-on-disk.ts'

/** An open file, as far as saving needs one. */
export interface OpenFile {
  /** May write fewer bytes than asked for; returns how many. */
  write(bytes: Uint8Array, offset: number, length: number): Promise<number>
  /** Reads at the file's own position; 0 at the end. */
  read(bytes: Uint8Array, offset: number, length: number): Promise<number>
  sync(): Promise<void>
  close(): Promise<void>
}

export interface FileInfo {
  readonly kind: 'file' | 'folder' | 'other'
  readonly bytes: number
  readonly modifiedMs: number
  /** Device and inode: the same for two paths to one folder. */
  readonly identity: string
}

/** The file operations of saving; tests put a failing one in its place. All throw Node's system errors. */
export interface FileSystem {
  /** `create` fails where the name is taken; `read` needs the file. */
  open(path: string, how: 'create' | 'read'): Promise<OpenFile>
  /** Gives the file a second name; fails with EEXIST where that is taken. */
  link(from: string, to: string): Promise<void>
  rename(from: string, to: string): Promise<void>
  unlink(path: string): Promise<void>
  makeFolder(path: string): Promise<void>
  /** Follows links; null where there is nothing. */
  info(path: string): Promise<FileInfo | null>
  /** True where the name is taken, by a dangling link too. */
  taken(path: string): Promise<boolean>
  list(folder: string): Promise<string[]>
  realPath(path: string): Promise<string>
  /** See `placeOnDisk`. */
  place(realPath: string): Promise<string | null>
  /** Makes names that were added to or taken from the folder last through a power cut. */
  syncFolder(folder: string): Promise<void>
  /** Free bytes for this user; null where the system does not say. */
  freeBytes(folder: string): Promise<number | null>
  checkWritable(folder: string): Promise<void>
}

const wrap = (handle: FileHandle): OpenFile => ({
  write: async (bytes, offset, length) => (await handle.write(bytes, offset, length)).bytesWritten,
  read: async (bytes, offset, length) => (await handle.read(bytes, offset, length)).bytesRead,
  sync: () => handle.sync(),
  close: () => handle.close(),
})

async function unlessMissing<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return null
    throw error
  }
}

// folders can't be synced on Windows and on some network and FUSE file systems
const cannotSyncFolder = new Set(['EISDIR', 'EPERM', 'EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'])

/** The real file system. */
export const nodeFileSystem: FileSystem = {
  open: async (path, how) => wrap(await fs.open(path, how === 'create' ? 'wx' : 'r')),
  link: (from, to) => fs.link(from, to),
  rename: (from, to) => fs.rename(from, to),
  unlink: (path) => fs.unlink(path),
  makeFolder,
  info: async (path) => {
    const stat = await unlessMissing(fs.stat(path, { bigint: true }))
    if (stat === null) return null
    return {
      kind: stat.isDirectory() ? 'folder' : stat.isFile() ? 'file' : 'other',
      bytes: Number(stat.size),
      modifiedMs: Number(stat.mtimeMs),
      identity: `${stat.dev}:${stat.ino}`,
    }
  },
  taken: async (path) => (await unlessMissing(fs.lstat(path))) !== null,
  list: (folder) => fs.readdir(folder),
  realPath: (path) => fs.realpath(path),
  place: placeOnDisk,
  syncFolder: async (folder) => {
    try {
      const handle = await fs.open(folder, constants.O_RDONLY)
      try {
        await handle.sync()
      } finally {
        await handle.close()
      }
    } catch (error) {
      if (!cannotSyncFolder.has(errorCode(error))) throw error
    }
  },
  freeBytes: async (folder) => {
    const stat = await fs.statfs(folder, { bigint: true })
    return stat.blocks === 0n ? null : Number(stat.bavail * stat.bsize)
  },
  checkWritable: (folder) => fs.access(folder, constants.W_OK),
}
