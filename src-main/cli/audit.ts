import { counted } from '../../src-shared/counted.ts'
import { Failure } from '../../src-shared/failure.ts'
import type { SealedEntry } from '../engine/audit/audit-line.ts'
import { auditFile } from '../engine/audit/audit-log.ts'
import { type AuditCheck, checkAudit } from '../engine/audit/check-audit.ts'
import { errorCode } from '../engine/save/error-code.ts'
import { printJson, say, type Terminal, typedPath } from './terminal.ts'
import { version } from './version.ts'

/** `hilum audit`: the log, and whether it is whole. Throws `E_MISMATCH`, exit status 1, where it is not. */
export async function auditCommand(
  terminal: Terminal,
  path: string | undefined,
  options: { json?: boolean },
): Promise<void> {
  const file = path === undefined ? auditFile() : typedPath(terminal, path)
  if (file === null) {
    say(terminal, 'The audit log is off (HILUM_AUDIT_LOG=off).')
    if (options.json) printJson(terminal, { version, file, entries: [], notes: [] })
    return
  }
  const { entries, problems, notes } = await check(file)
  for (const entry of entries) say(terminal, sentence(entry))
  for (const { line, message } of notes) say(terminal, `Line ${line}: ${message}`)
  for (const { line, message } of problems) say(terminal, `Line ${line}: ${message}`)
  if (problems.length > 0) {
    const lines = [...new Set(problems.map(({ line }) => line))]
    throw new Failure(
      'E_MISMATCH',
      `${file} is not as it was written: ${lines.length === 1 ? 'line' : 'lines'} ${lines.join(', ')}.`,
      { file, lines, reasons: problems.map(({ message }) => message) },
    )
  }
  say(terminal, whole(file, entries))
  if (options.json) printJson(terminal, { version, file, entries, notes })
}

/** Throws `E_READ` for a log that is there and can't be read. */
async function check(file: string): Promise<AuditCheck> {
  try {
    return await checkAudit(file)
  } catch (error) {
    const system = errorCode(error)
    if (system === '') throw error
    throw new Failure('E_READ', `The audit log ${file} can't be read (${system}). Check your permissions.`, { file })
  }
}

function whole(file: string, entries: readonly SealedEntry[]): string {
  const last = entries.at(-1)
  if (last === undefined) return `${file}: nothing was saved or verified yet.`
  return `${file}: ${counted(entries.length, 'line')}, none changed or missing. The last one bears ${last.sha256}.`
}

const outcomes: Readonly<Record<SealedEntry['outcome'], string>> = {
  done: 'done',
  partly: 'in part',
  failed: 'failed',
  cancelled: 'cancelled',
  different: 'found differences',
}

function sentence({ n, time, event, outcome, files, unproved, identity, digest, codes, host }: SealedEntry): string {
  const parts = [
    `${n}`,
    time,
    `${event} ${outcomes[outcome]}`,
    counted(files, 'file'),
    ...(unproved > 0 ? [`${unproved} removed as unproved`] : []),
    ...(identity === 'kept' ? ['identity kept'] : []),
    ...(codes.length > 0 ? [codes.join(' ')] : []),
    ...(digest === null ? [] : [digest.slice(0, 16)]),
    host,
  ]
  return parts.join('  ')
}
