import { randomInt } from 'node:crypto'
import { basename, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { FileSystem } from './file-system.ts'
import { notWritable } from './save-failure.ts'
import { isStaleTemporary, isTurnName, temporaryPath } from './temporary-file.ts'

const patienceMs = 60_000
const shortestWaitMs = 20
const longestWaitMs = 100

/**
 * Does `work` while no other save, of this program or another one, does its own in this folder, so that of two saves at once each
 * finds the other's files all there or not there at all. Each puts an empty file of its own there, then looks for others': who
 * finds one takes its own away and waits. A turn of a dead program does not count.
 * `heed` is called while it waits and may throw. Throws `E_OUTPUT_NOT_WRITABLE` where another's turn does not end.
 */
export async function takeTurn<Outcome>(
  files: FileSystem,
  folder: string,
  heed: () => void,
  work: () => Promise<Outcome>,
  mostMs = patienceMs,
): Promise<Outcome> {
  const start = performance.now()
  for (;;) {
    if (!(await isTaken(files, folder))) {
      const own = temporaryPath(folder, 'turn')
      const file = await files.open(own, 'create')
      try {
        await file.close()
        if (!(await isTaken(files, folder, basename(own)))) return await work()
      } finally {
        await leave(files, own)
      }
    }
    heed()
    if (performance.now() - start > mostMs) throw notWritable(folder, 'EBUSY', null)
    // at random, so that two that met do not meet again
    await wait(randomInt(shortestWaitMs, longestWaitMs))
  }
}

/** True where the turn of another is on. */
async function isTaken(files: FileSystem, folder: string, own: string | null = null): Promise<boolean> {
  for (const name of await files.list(folder)) {
    if (name === own || !isTurnName(name) || abandoned.has(name)) continue
    const info = await files.info(join(folder, name))
    if (info !== null && !isStaleTemporary(name, info.modifiedMs)) return true
  }
  return false
}

const attempts = 3
/** Turns of this thread that are over, but could not be taken away. */
const abandoned = new Set<string>()

/** Others wait for it, so a disk that hiccups is asked again. */
async function leave(files: FileSystem, own: string): Promise<void> {
  for (let attempt = 1; attempt <= attempts; attempt++) {
    try {
      await files.unlink(own)
      return
    } catch {
      // it may go the next time; where it never does, it counts for a while for others, and is swept
      await wait(shortestWaitMs)
    }
  }
  // the disk may have become read-only
  abandoned.add(basename(own))
}
