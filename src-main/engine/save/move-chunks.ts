import type { FileSystem, OpenFile } from './file-system.ts'
import type { ByteStream } from './gzip.ts'

const readBytes = 1 << 20

/** Writes a new file chunk by chunk and syncs it. Throws system errors, `ENOSPC` where nothing more can be written. */
export async function writeChunks(files: FileSystem, path: string, chunks: ByteStream): Promise<void> {
  const file = await files.open(path, 'create')
  await closing(file, async () => {
    for await (const chunk of chunks) {
      for (let at = 0; at < chunk.length; ) {
        // a full disk takes part of the bytes without an error
        const written = await file.write(chunk, at, chunk.length - at)
        if (written === 0) throw Object.assign(new Error('nothing more can be written'), { code: 'ENOSPC' })
        at += written
      }
    }
    await file.sync()
  })
}

/** The bytes of a file from its beginning; each chunk is good until the next is asked for. */
export async function* readChunks(files: FileSystem, path: string): AsyncGenerator<Uint8Array> {
  const file = await files.open(path, 'read')
  let failed = true
  try {
    const buffer = new Uint8Array(readBytes)
    for (;;) {
      const read = await file.read(buffer, 0, buffer.length)
      if (read === 0) break
      yield buffer.subarray(0, read)
    }
    failed = false
  } finally {
    // a fault of closing counts, but never hides an earlier one
    await (failed ? file.close().catch(() => undefined) : file.close())
  }
}

/** Closes the file whatever happens; a fault of closing counts, but never hides an earlier one. */
async function closing(file: OpenFile, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    await file.close().catch(() => undefined)
    throw error
  }
  await file.close()
}
