import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import type { ByteSource } from '../../../src-shared/dicom/byte-source.ts'
import { Failure } from '../../../src-shared/failure.ts'
import { reasonOf } from './walk-folder.ts'

/** An open file. */
export interface FileSource extends ByteSource {
  /**
   * Changes whenever the file is written to or replaced: size, time of its last change, place on the disk. Null where that
   * was so lately that another change may bear the same time.
   */
  readonly stamp: string | null
  /** Fills `bytes` from the file's start on; gives how many there were. */
  readInto(bytes: Uint8Array): number
}

/** Clocks of file systems tick every 2 s at worst. */
const tickMs = 2500

/**
 * Opens a regular file for reading piece by piece, does the work, and closes it. Never follows a link in the file's own
 * place and never waits for a pipe. Synchronous: for worker threads. Throws `E_READ` where the system refuses.
 */
export function withFile<T>(path: Buffer | string, work: (source: FileSource) => T): T {
  const fd = attempt(() =>
    openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)),
  )
  try {
    const facts = attempt(() => fstatSync(fd))
    if (!facts.isFile()) throw new Failure('E_SPECIAL_FILE', 'Not a regular file: devices and pipes are not opened.')
    const { size, ino, mtimeMs, ctimeMs } = facts
    return work({
      size,
      stamp: Date.now() - Math.max(mtimeMs, ctimeMs) > tickMs ? `${ino} ${size} ${mtimeMs} ${ctimeMs}` : null,
      read: (offset, length) => {
        const bytes = new Uint8Array(Math.max(0, Math.min(length, size - offset)))
        return bytes.subarray(0, fill(fd, bytes, offset))
      },
      readInto: (bytes) => fill(fd, bytes, 0),
    })
  } finally {
    closeSync(fd)
  }
}

/** Reads from `offset` on until `bytes` is full or the file ends; gives how many were read. */
function fill(fd: number, bytes: Uint8Array, offset: number): number {
  let done = 0
  while (done < bytes.length) {
    const count = attempt(() => readSync(fd, bytes, done, bytes.length - done, offset + done))
    if (count === 0) break
    done += count
  }
  return done
}

function attempt<T>(work: () => T): T {
  try {
    return work()
  } catch (thrown) {
    throw new Failure(
      'E_READ',
      `The file can't be read (${reasonOf(thrown)}). Check the disk and your permissions.`,
      { reason: reasonOf(thrown) },
      { cause: thrown },
    )
  }
}
