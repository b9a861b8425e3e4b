import { Failure } from '../../../src-shared/failure.ts'
import type { Report } from '../../../src-shared/report.ts'
import type { FileSystem, OpenFile } from './file-system.ts'
import { concat, sha256Of } from './gzip.ts'
import { isFull, noSpace } from './save-failure.ts'
import type { StagedFile } from './save-job.ts'
import { temporaryPath } from './temporary-file.ts'

const chunkBytes = 1 << 22

/** Where a file of a save stands; each part of `writing` and `reading-back` runs from 0 to 1. */
export type OnStep = (step: 'writing' | 'reading-back', fraction: number) => void

export interface Content {
  readonly format: string
  readonly name: string
  readonly chunks: readonly Uint8Array[]
  /** Proves bytes that were read back; a sentence, or `E_VERIFY`. */
  readonly prove: (bytes: Uint8Array<ArrayBuffer>) => Promise<string>
}

/**
 * Writes a temporary file into the folder, syncs it, reads it back and proves it. The caller publishes or removes it;
 * where anything fails it is gone already. Throws system errors, `E_NO_SPACE`, `E_VERIFY` and `E_CANCELLED`.
 */
export async function stageFile(
  files: FileSystem,
  folder: string,
  content: Content,
  onStep: OnStep,
  report: Report,
): Promise<StagedFile> {
  const bytes = content.chunks.reduce((sum, chunk) => sum + chunk.length, 0)
  await requireSpace(files, folder, bytes)
  const temporary = temporaryPath(folder)
  try {
    await writeAll(files, temporary, content.chunks, (done) => {
      report(done, bytes)
      onStep('writing', 0.5 + (0.5 * done) / bytes)
    })
    onStep('reading-back', 0)
    const back = await readAll(files, temporary, bytes, (done) => {
      report(done, bytes)
      onStep('reading-back', (0.3 * done) / bytes)
    })
    const sha256 = sha256Of(content.chunks)
    if (sha256Of([back]) !== sha256) {
      throw new Failure(
        'E_VERIFY',
        `${content.name} was read back and its bytes differ from what was written. It was not kept. Save to another disk.`,
        { name: content.name },
      )
    }
    const verified = await content.prove(back)
    return { format: content.format, name: content.name, temporary, bytes, sha256, verified }
  } catch (error) {
    await removeTemporary(files, temporary)
    throw isFull(error) ? noSpace(folder, bytes, await freeBytesOrNull(files, folder)) : error
  }
}

async function requireSpace(files: FileSystem, folder: string, bytes: number): Promise<void> {
  const free = await freeBytesOrNull(files, folder)
  if (free !== null && free < bytes) throw noSpace(folder, bytes, free)
}

/** Free bytes; null where the system does not say or fails to. */
export async function freeBytesOrNull(files: FileSystem, folder: string): Promise<number | null> {
  try {
    return await files.freeBytes(folder)
  } catch {
    return null // writing itself tells what is wrong with the disk
  }
}

/** Removes a file that never got its name. One that can't be removed now is swept by the next save. */
export async function removeTemporary(files: FileSystem, path: string): Promise<void> {
  try {
    await files.unlink(path)
  } catch {
    // the failure that led here is the one to tell
  }
}

async function writeAll(
  files: FileSystem,
  path: string,
  chunks: readonly Uint8Array[],
  onBytes: (done: number) => void,
): Promise<void> {
  const file = await files.open(path, 'create')
  await closing(file, async () => {
    let done = 0
    for (const chunk of chunks) {
      for (let at = 0; at < chunk.length; ) {
        onBytes(done)
        // a full disk takes part of the bytes without an error
        const written = await file.write(chunk, at, Math.min(chunkBytes, chunk.length - at))
        if (written === 0) throw Object.assign(new Error('nothing more can be written'), { code: 'ENOSPC' })
        at += written
        done += written
      }
    }
    await file.sync()
    onBytes(done)
  })
}

async function readAll(
  files: FileSystem,
  path: string,
  bytes: number,
  onBytes: (done: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = []
  const file = await files.open(path, 'read')
  await closing(file, async () => {
    for (let done = 0; ; ) {
      const part = new Uint8Array(Math.min(chunkBytes, bytes + 1))
      const read = await file.read(part, 0, part.length)
      if (read === 0) break
      parts.push(part.subarray(0, read))
      done += read
      onBytes(Math.min(done, bytes))
    }
  })
  return concat(parts)
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
