import { createHash } from 'node:crypto'
import { Failure } from '../../../src-shared/failure.ts'
import type { Chunks, Format, Proof } from '../../../src-shared/formats/format.ts'
import { ProofFeed } from '../../../src-shared/formats/proof-feed.ts'
import type { Report } from '../../../src-shared/report.ts'
import { errorCode } from './error-code.ts'
import type { FileSystem } from './file-system.ts'
import { gunzip, gzip } from './gzip.ts'
import { readChunks, writeChunks } from './move-chunks.ts'
import { isFull, noSpace } from './save-failure.ts'
import type { StagedFile } from './save-job.ts'
import { temporaryPath } from './temporary-file.ts'

/** Where a file of a save stands; each of `writing` and `reading-back` runs from 0 to 1. */
export type OnStep = (step: 'writing' | 'reading-back', fraction: number) => void

/** A file to be written, and what proves it; never whole in memory. */
export interface Content {
  readonly format: string
  readonly name: string
  /** Size of the file in bytes as far as it can be told beforehand. */
  readonly estimate: number
  readonly compression: Format['compression']
  readonly provesEveryByte: boolean
  readonly encode: (report: Report) => Chunks
  readonly verify: (report: Report) => Proof
}

/**
 * Writes a temporary file into the folder, syncs it, meanwhile reads it back and proves it. The caller publishes or removes it;
 * where anything fails it is gone already. Throws system errors, `E_NO_SPACE`, `E_VERIFY` and `E_CANCELLED`.
 */
export async function stageFile(
  files: FileSystem,
  folder: string,
  content: Content,
  onStep: OnStep,
  report: Report,
): Promise<StagedFile> {
  await requireSpace(files, folder, content)
  const temporary = temporaryPath(folder)
  try {
    const onWriting: Report = (done, total) => {
      report(done, total * 2)
      onStep('writing', total > 0 ? done / total : 0)
    }
    const onReading: Report = (done, total) => {
      report(total + done, total * 2)
      onStep('reading-back', total > 0 ? done / total : 0)
    }
    const { back, ...written } = await write(files, temporary, content, onWriting, () => {
      onStep('reading-back', 0)
      return prove(files, temporary, content, onReading)
    })
    if (back.sha256 !== null && back.sha256 !== written.sha256) {
      throw new Failure(
        'E_VERIFY',
        `${content.name} was read back and its bytes differ from what was written. It was not kept. Save to another disk.`,
        { name: content.name },
      )
    }
    return { format: content.format, name: content.name, temporary, ...written, verified: back.verified }
  } catch (error) {
    await removeTemporary(files, temporary)
    if (!isFull(error)) throw error
    const freeBytes = await freeBytesOrNull(files, folder)
    throw noSpace({ folder, name: content.name, neededBytes: content.estimate, freeBytes, system: errorCode(error) })
  }
}

/** Writes and syncs; proves while the system syncs. */
async function write(
  files: FileSystem,
  path: string,
  { encode, compression }: Content,
  report: Report,
  proveBack: () => Promise<Proven>,
): Promise<{ bytes: number; sha256: string; back: Proven }> {
  const hash = createHash('sha256')
  let bytes = 0
  const raw = encode(report)
  const see = (chunk: Uint8Array): void => {
    hash.update(chunk)
    bytes += chunk.length
  }
  const back = await writeChunks(files, path, compression === null ? raw : gzip(raw, compression), see, proveBack)
  return { bytes, sha256: hash.digest('hex'), back }
}

/** `sha256` is null where the proof itself looked at every byte. */
interface Proven {
  readonly verified: string
  readonly sha256: string | null
}

/** Reads the file back. */
async function prove(
  files: FileSystem,
  path: string,
  { compression, provesEveryByte, verify }: Content,
  report: Report,
): Promise<Proven> {
  const hash = provesEveryByte && compression === null ? null : createHash('sha256')
  const counted = async function* (): AsyncGenerator<Uint8Array> {
    for await (const chunk of readChunks(files, path)) {
      hash?.update(chunk)
      yield chunk
    }
  }
  const feed = new ProofFeed(verify(report))
  for await (const chunk of compression === null ? counted() : gunzip(counted())) feed.push(chunk)
  return { verified: feed.end(), sha256: hash?.digest('hex') ?? null }
}

async function requireSpace(files: FileSystem, folder: string, { name, estimate }: Content): Promise<void> {
  const freeBytes = await freeBytesOrNull(files, folder)
  if (freeBytes !== null && freeBytes < estimate) throw noSpace({ folder, name, neededBytes: estimate, freeBytes })
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
