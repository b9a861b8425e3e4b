import { open, readFile, stat, unlink } from 'node:fs/promises'
import { setTimeout } from 'node:timers/promises'
import { errorCode } from '../save/error-code.ts'
import { isWriterGone, writerName } from '../save/temporary-file.ts'

const longestWaitMs = 10_000
/** A lock is held for milliseconds: one whose holder is not to be seen is left over after this long … */
const leftAfterMs = 2_000
/** … one without a name, which is written as soon as the lock is made, after this long … */
const namelessAfterMs = 5_000
/** … and one of another computer, whose processes can't be seen, after this long. */
const longestHoldMs = 60_000

/**
 * Does the work while no other process of this or another computer does work under the same lock file. What a killed
 * process left of a lock is cleared. Throws `EBUSY` where the lock was not to be had for so long, and system errors.
 */
export async function withFileLock<T>(path: string, work: () => Promise<T>, waitMs = longestWaitMs): Promise<T> {
  const end = performance.now() + waitMs
  while (!(await take(path))) {
    await clearIfLeft(path)
    if (performance.now() > end) throw Object.assign(new Error(`${path} is held by another process`), { code: 'EBUSY' })
    // at random, so that many who wait do not ask at once
    await setTimeout(2 + Math.random() * 20)
  }
  try {
    return await work()
  } finally {
    await unlink(path)
  }
}

/** Makes a file that says who made it; false where it is there already. */
async function take(path: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx', 0o600)
    try {
      await file.writeFile(writerName())
    } finally {
      await file.close()
    }
    return true
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false
    throw error
  }
}

/**
 * Removes a lock whose holder is gone. The right to do so is a file of the holder's name, which only one process can make: so
 * the lock that was judged is still there when it is removed, and a fresh one is never taken for it.
 */
async function clearIfLeft(path: string): Promise<void> {
  const holder = await readLeft(path)
  if (holder === null) return
  const claim = `${path}.${holder.replace(/[^0-9a-f-]/g, '') || 'nameless'}`
  if (!(await take(claim))) {
    // whoever had the right may have been killed in turn
    if ((await readLeft(claim)) !== null) await unlink(claim).catch(() => undefined)
    return
  }
  try {
    if ((await readLeft(path)) === holder) await unlink(path)
  } finally {
    await unlink(claim)
  }
}

/** Who made a lock and is gone; null where it is nobody's any more, or held. */
async function readLeft(path: string): Promise<string | null> {
  try {
    const [holder, { mtimeMs }] = await Promise.all([readFile(path, 'utf8'), stat(path)])
    const age = Date.now() - mtimeMs
    const isLeft =
      holder === '' ? age > namelessAfterMs : age > leftAfterMs && isWriterGone(holder, mtimeMs, longestHoldMs)
    return isLeft ? holder : null
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null
    throw error
  }
}
