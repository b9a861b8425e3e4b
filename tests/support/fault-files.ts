import { constants } from 'node:os'
import { type FileSystem, nodeFileSystem } from '../../src-main/engine/save/file-system.ts'

/** An error as Node makes it of the system's; Node knows no name of some. */
export function systemError(code: string): Error {
  const errno = -(constants.errno[code as keyof typeof constants.errno] ?? 0)
  const told = ['EDQUOT', 'ESTALE'].includes(code) ? `Unknown system error ${errno}` : code
  return Object.assign(new Error(`${told}: as the test wants`), { code: told, errno })
}

/** Operations that change or read the disk, as counted by the faults. */
export type Operation = keyof FileSystem | 'write' | 'read' | 'sync' | 'close'

/** The real file system with every operation passed to `before` first, which may throw. `write` may be cut short. */
export function watchedFiles(
  before: (operation: Operation, path: string) => void,
  mostBytesAWrite = Number.POSITIVE_INFINITY,
): FileSystem {
  const watch =
    <A extends unknown[], R>(operation: Operation, work: (...parts: A) => Promise<R>) =>
    async (...parts: A): Promise<R> => {
      before(operation, String(parts[0]))
      return work(...parts)
    }
  const real = nodeFileSystem
  return {
    open: watch('open', async (path, how) => {
      const file = await real.open(path, how)
      return {
        write: watch('write', (bytes: Uint8Array, at: number, length: number) =>
          file.write(bytes, at, Math.min(length, mostBytesAWrite)),
        ),
        read: watch('read', file.read),
        sync: watch('sync', file.sync),
        close: async () => {
          await file.close()
          before('close', path)
        },
      }
    }),
    link: watch('link', real.link),
    rename: watch('rename', real.rename),
    unlink: watch('unlink', real.unlink),
    makeFolder: watch('makeFolder', real.makeFolder),
    info: watch('info', real.info),
    taken: watch('taken', real.taken),
    list: watch('list', real.list),
    realPath: watch('realPath', real.realPath),
    place: watch('place', real.place),
    syncFolder: watch('syncFolder', real.syncFolder),
    freeBytes: watch('freeBytes', real.freeBytes),
    checkWritable: watch('checkWritable', real.checkWritable),
  }
}

/** Fails operation number `n` (from 1), once. `count` tells how many there were. */
export function failingFiles(n: number, code: string): { files: FileSystem; count: () => number } {
  let seen = 0
  const files = watchedFiles(() => {
    seen++
    if (seen === n) throw systemError(code)
  })
  return { files, count: () => seen }
}
