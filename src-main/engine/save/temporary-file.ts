import { createHash, randomBytes } from 'node:crypto'
import { hostname } from 'node:os'
import { join } from 'node:path'
import type { FileSystem } from './file-system.ts'

/**
 * Names of files that are being written: `.hilum-part-HOST-PID-RANDOM`, in the target folder so that publishing them is a
 * change of name; and of empty files that say who gives out names there (see `takeTurn`): `.hilum-turn-HOST-PID-RANDOM`.
 * Whatever bears such a name and has no living writer is rubbish.
 */
const temporaryName = /^\.hilum-(part|turn)-(.+)$/
const pattern = /^([0-9a-f]{8})-(\d+)-[0-9a-f]{12}$/
const staleAfterMs = 24 * 3600 * 1000
// names are given out in a moment; shorter than anyone waits for a turn
const staleTurnAfterMs = 30_000
const startSlackMs = 2000

const host = (): string => createHash('sha256').update(hostname()).digest('hex').slice(0, 8)

/** Another name at each call, which tells others whether its writer is gone: HOST-PID-RANDOM. */
export const writerName = (): string => `${host()}-${process.pid}-${randomBytes(6).toString('hex')}`

export const temporaryPath = (folder: string, kind: 'part' | 'turn' = 'part'): string =>
  join(folder, `.hilum-${kind}-${writerName()}`)

/** What a name stands for and who wrote it; null where it is none of these. */
function parseName(name: string): { readonly kind: string; readonly writer: string } | null {
  const [, kind, writer] = temporaryName.exec(name) ?? []
  return kind === undefined || writer === undefined || !pattern.test(writer) ? null : { kind, writer }
}

export const isTemporaryName = (name: string): boolean => parseName(name) !== null
export const isTurnName = (name: string): boolean => parseName(name)?.kind === 'turn'

/** Removes what killed or crashed runs left in the folder; what another living Hilum writes there stays. */
export async function sweepTemporaries(files: FileSystem, folder: string): Promise<number> {
  let swept = 0
  for (const name of await files.list(folder)) {
    if (!isTemporaryName(name)) continue
    const path = join(folder, name)
    const info = await files.info(path)
    if (info?.kind !== 'file' || !isStaleTemporary(name, info.modifiedMs)) continue
    try {
      await files.unlink(path)
      swept++
    } catch {
      // someone else's rubbish, such as in a shared folder: it stays and does no harm
    }
  }
  return swept
}

/**
 * True for a temporary name whose writer is gone: dead on this machine, or nothing was written for a day, or for half a minute
 * where the name stands for a turn.
 */
export function isStaleTemporary(name: string, modifiedMs: number): boolean {
  const parsed = parseName(name)
  if (parsed === null) return false
  return isWriterGone(parsed.writer, modifiedMs, parsed.kind === 'turn' ? staleTurnAfterMs : staleAfterMs)
}

/** True for the name of a writer that is dead on this machine, or whose file nobody wrote to for so long. */
export function isWriterGone(writer: string, modifiedMs: number, longestMs: number): boolean {
  const now = Date.now()
  if (now - modifiedMs > longestMs) return true
  const match = pattern.exec(writer)
  if (match?.[1] !== host()) return false
  const pid = Number(match[2])
  // in containers a restarted program often gets the same number again
  if (pid === process.pid) return modifiedMs < now - process.uptime() * 1000 - startSlackMs
  return !isAlive(pid)
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH')
  }
}
