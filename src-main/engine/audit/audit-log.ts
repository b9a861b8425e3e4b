import { isAbsolute, join } from 'node:path'
import { Failure } from '../../../src-shared/failure.ts'
import type { Finding } from '../../../src-shared/finding.ts'
import { stateFolder } from '../app-folders.ts'
import { errorCode } from '../save/error-code.ts'
import type { AuditEntry, AuditEvent } from './audit-line.ts'

/** Writes down what was saved and verified. */
export interface AuditLog {
  /** Loads what `note` needs, so that it takes no time then. */
  prepare(): void
  /** Writes one line; gives the finding to tell where that failed, so that no save is lost to it. */
  note(event: AuditEvent): Promise<Finding | null>
}

const variable = 'HILUM_AUDIT_LOG'

/** Path of the log; null where it is off. `HILUM_AUDIT_LOG` puts it elsewhere or says `off`. Throws `E_USAGE` for any other value. */
export function auditFile(environment: NodeJS.ProcessEnv = process.env): string | null {
  const value = environment[variable]
  if (value === undefined || value === '') return join(stateFolder(), 'audit.jsonl')
  if (value === 'off') return null
  if (isAbsolute(value)) return value
  throw new Failure('E_USAGE', `${variable} is "${value}". Give it the whole path of a file, or "off".`)
}

/**
 * The audit log of this computer's user. `find` tells where it is, when it is needed; `program` is called for each line.
 */
export function createAuditLog(
  program: () => Promise<Pick<AuditEntry, 'host' | 'version' | 'commit'>>,
  find: () => string | null = auditFile,
): AuditLog {
  // one after the other, so that lines of this process do not wait for each other's lock
  let writing: Promise<unknown> = Promise.resolve()
  const write = async (event: AuditEvent): Promise<Finding | null> => {
    try {
      const file = find()
      if (file === null) return null
      const { appendAudit } = await appending()
      await appendAudit(file, { time: new Date().toISOString(), ...(await program()), ...event })
      return null
    } catch (error) {
      return notLogged(error)
    }
  }
  return {
    prepare: () => void appending(),
    note: (event) => {
      const written = writing.then(() => write(event))
      writing = written
      return written
    },
  }
}

const appending = () => import('./append-audit.ts')

const reasons: Readonly<Record<string, string>> = {
  EBUSY: 'other programs kept it locked',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk is full',
  EACCES: 'you may not write there',
  EPERM: 'you may not write there',
  EROFS: 'the disk is read-only',
}

function notLogged(error: unknown): Finding {
  const system = errorCode(error)
  const known = error instanceof Failure ? error.message : reasons[system]
  const reason = known ?? (system === '' ? 'a fault of Hilum’s own' : `the system says ${system}`)
  const message = `The audit log has no line of this: ${reason.replace(/\.$/, '')}.`
  return { code: 'W_AUDIT_LOG', severity: 'warning', message, details: { reason: system } }
}
