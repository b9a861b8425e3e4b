import type { FileSystem, OpenFile } from './file-system.ts'
import type { ByteStream } from './gzip.ts'

const readBytes = 1 << 20

/**
 * Writes a new file chunk by chunk and syncs it; `see` is given each chunk while the system writes it, and `meanwhile` runs
 * while it syncs, when all bytes can be read back. Throws system errors, `ENOSPC` where nothing more can be written; a fault
 * of syncing goes before one of `meanwhile`.
 */
export async function writeChunks<Outcome>(
  files: FileSystem,
  path: string,
  chunks: ByteStream,
  see: (chunk: Uint8Array) => void,
  meanwhile: () => Promise<Outcome>,
): Promise<Outcome> {
  const file = await files.open(path, 'create')
  return closing(file, async () => {
    for await (const chunk of chunks) {
      const writing = writeWhole(file, chunk)
      try {
        see(chunk)
      } finally {
        await writing
      }
    }
    const syncing = file.sync()
    // where it failed is told below
    syncing.catch(() => {})
    try {
      return await meanwhile()
    } finally {
      await syncing
    }
  })
}

async function writeWhole(file: OpenFile, chunk: Uint8Array): Promise<void> {
  for (let at = 0; at < chunk.length; ) {
    // a full disk takes part of the bytes without an error
    const written = await file.write(chunk, at, chunk.length - at)
    if (written === 0) throw Object.assign(new Error('nothing more can be written'), { code: 'ENOSPC' })
    at += written
  }
}

/**
 * The bytes of a file from its beginning; each chunk is good until the next is asked for. The system reads one ahead of the
 * one that is worked on.
 */
export async function* readChunks(files: FileSystem, path: string): AsyncGenerator<Uint8Array> {
  const file = await files.open(path, 'read')
  const buffers = [new Uint8Array(readBytes), new Uint8Array(readBytes)] as const
  let ahead = file.read(buffers[0], 0, readBytes)
  let failed = true
  try {
    for (let n = 0; ; n++) {
      const read = await ahead
      if (read === 0) break
      ahead = file.read(buffers[((n + 1) & 1) as 0 | 1], 0, readBytes)
      // where it failed is told when it is waited for, if anyone still waits
      ahead.catch(() => {})
      yield buffers[(n & 1) as 0 | 1].subarray(0, read)
    }
    failed = false
  } finally {
    // what it read is not asked for any more, but the file must not be closed under it
    await ahead.catch(() => {})
    // a fault of closing counts, but never hides an earlier one
    await (failed ? file.close().catch(() => {}) : file.close())
  }
}

/** Closes the file whatever happens; a fault of closing counts, but never hides an earlier one. */
async function closing<Outcome>(file: OpenFile, work: () => Promise<Outcome>): Promise<Outcome> {
  let outcome: Outcome
  try {
    outcome = await work()
  } catch (error) {
    // the earlier fault is the one to tell
    await file.close().catch(() => {})
    throw error
  }
  await file.close()
  return outcome
}
