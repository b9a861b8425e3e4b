import { constants } from 'node:fs'
import { type FileHandle, mkdir, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { errorCode } from '../save/error-code.ts'
import { nodeFileSystem } from '../save/file-system.ts'
import { type AuditHead, readHead, writeHead } from './audit-head.ts'
import { type AuditEntry, decodeLine, encodeLine, type SealedEntry, sha256Of, splitLines } from './audit-line.ts'
import { withFileLock } from './file-lock.ts'

export const lockFileOf = (file: string): string => `${file}.lock`

/** What the caller knows of a line; its place in the chain is found when it is written. */
export type NewEntry = Omit<AuditEntry, 'n' | 'cut' | 'previous'>

/** A line is a tenth of this at most. */
const tailBytes = 64 << 10

/**
 * Writes one line to the end of the log, chained to the one before, and syncs it; any number of processes may do so at once.
 * A line that a crash cut short stays as it is, and the new one vouches for it. Throws system errors, `EBUSY` where
 * another process keeps the log locked.
 */
export async function appendAudit(file: string, entry: NewEntry): Promise<void> {
  try {
    await appendLocked(file, entry)
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error
    await mkdir(dirname(file), { recursive: true, mode: 0o700 })
    await appendLocked(file, entry)
  }
}

function appendLocked(file: string, entry: NewEntry): Promise<void> {
  return withFileLock(lockFileOf(file), async () => {
    const log = await open(file, constants.O_RDWR | constants.O_CREAT | constants.O_APPEND, 0o600)
    let head: AuditHead
    let isNew = false
    try {
      const { size } = await log.stat()
      isNew = size === 0
      head = await appendTo(log, size, await readHead(file), entry)
    } finally {
      await log.close()
    }
    if (isNew) await nodeFileSystem.syncFolder(dirname(file))
    await writeHead(file, head)
  })
}

async function appendTo(log: FileHandle, size: number, head: AuditHead | null, entry: NewEntry): Promise<AuditHead> {
  const tail = await readTail(log, size)
  const n = Math.max(tail.last === null ? tail.broken : tail.last.n + tail.broken, head?.lines ?? 0) + 1
  // lines that were cut off the end stay missing: the chain goes on from the last one there was
  const isShort = head !== null && head.lines > (tail.last?.n ?? 0)
  const previous = isShort ? head.sha256 : (tail.last?.sha256 ?? null)
  // nor is a whole line that was shortened since taken for one that a crash cut
  const isCut = tail.rest.length > 0 && !isShort
  const cut = isCut ? { cut: { bytes: tail.rest.length, sha256: sha256Of(tail.rest) } } : {}
  const { line, sha256 } = encodeLine({ n, ...entry, ...cut, previous })
  const bytes = Buffer.from(`${tail.rest.length === 0 ? '' : '\n'}${line}\n`)
  try {
    await writeWhole(log, bytes)
    await log.sync()
  } catch (error) {
    // nothing of a line that did not get through; where even that fails, the next line vouches for the rest
    await log.truncate(size).catch(() => undefined)
    throw error
  }
  return { lines: n, sha256 }
}

interface Tail {
  readonly last: SealedEntry | null
  /** Lines after it that are none of the log, one that was cut short too. */
  readonly broken: number
  readonly rest: Uint8Array
}

async function readTail(log: FileHandle, size: number): Promise<Tail> {
  const length = Math.min(size, tailBytes)
  const bytes = Buffer.alloc(length)
  for (let at = 0; at < length; ) {
    const { bytesRead } = await log.read(bytes, at, length - at, size - length + at)
    if (bytesRead === 0) break
    at += bytesRead
  }
  const { lines, rest } = splitLines(bytes)
  const cut = rest.length > 0 ? 1 : 0
  for (let back = 0; back < lines.length; back++) {
    const last = decodeLine(lines[lines.length - 1 - back] as Uint8Array)
    if (last !== null) return { last, broken: back + cut, rest }
  }
  return { last: null, broken: lines.length + cut, rest }
}

async function writeWhole(log: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length; ) {
    // a full disk takes part of the bytes without an error
    const { bytesWritten } = await log.write(bytes, at, bytes.length - at)
    if (bytesWritten === 0) throw Object.assign(new Error('nothing more can be written'), { code: 'ENOSPC' })
    at += bytesWritten
  }
}
