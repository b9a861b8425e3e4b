import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import type { ByteSource } from '../../../src-shared/dicom/byte-source.ts'
import { Failure } from '../../../src-shared/failure.ts'
import { reasonOf } from './walk-folder.ts'

/**
 * Opens a regular file for reading piece by piece, does the work, and closes it. Never follows a link in the file's own
 * place and never waits for a pipe. Synchronous: for worker threads. Throws `E_READ` where the system refuses.
 */
export function withFile<T>(path: Buffer | string, work: (source: ByteSource) => T): T {
  const fd = attempt(() =>
    openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)),
  )
  try {
    const facts = attempt(() => fstatSync(fd))
    if (!facts.isFile()) throw new Failure('E_SPECIAL_FILE', 'Not a regular file: devices and pipes are not opened.')
    return work({
      size: facts.size,
      read: (offset, length) => readAt(fd, offset, Math.max(0, Math.min(length, facts.size - offset))),
    })
  } finally {
    closeSync(fd)
  }
}

function readAt(fd: number, offset: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length)
  let done = 0
  while (done < length) {
    const count = attempt(() => readSync(fd, bytes, done, length - done, offset + done))
    if (count === 0) return bytes.subarray(0, done)
    done += count
  }
  return bytes
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
