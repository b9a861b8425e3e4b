import type { SavedFile } from '../../../src-shared/contract.ts'
import type { Failure } from '../../../src-shared/failure.ts'
import type { FolderCheck } from '../save/verify-folder.ts'
import type { AuditEvent } from './audit-line.ts'

type Identity = AuditEvent['identity']

/** What the log says of a save whose rows are these. */
export function savedEvent(files: readonly SavedFile[], identity: Identity): AuditEvent {
  const saved = files.filter(({ status }) => status === 'verified')
  const codes = files.flatMap(({ code }) => (code === null ? [] : [code]))
  const outcome = saved.length === files.length ? 'done' : saved.length > 0 ? 'partly' : 'failed'
  return {
    event: 'save',
    outcome,
    identity,
    digest: saved.find(({ format }) => format === 'record')?.sha256 ?? null,
    files: saved.length,
    unproved: codes.filter((code) => code === 'E_VERIFY').length,
    codes: [...new Set(codes)].sort(),
  }
}

/** What the log says of a picture that was saved. */
export const pictureEvent = (digest: string, identity: Identity): AuditEvent => ({
  event: 'picture',
  outcome: 'done',
  identity,
  digest,
  files: 1,
  unproved: 0,
  codes: [],
})

/** What the log says of a comparison that was saved; `digest` of its JSON file. */
export const comparisonEvent = (digest: string | null, files: number, identity: Identity): AuditEvent => ({
  event: 'save',
  outcome: 'done',
  identity,
  digest,
  files,
  unproved: 0,
  codes: [],
})

/** What the log says of a folder that was checked. */
export function verifiedEvent({ files, recordSha256 }: FolderCheck): AuditEvent {
  const isSame = files.every(({ state }) => state === 'same')
  return {
    event: 'verify',
    outcome: isSame ? 'done' : 'different',
    identity: null,
    digest: recordSha256,
    files: files.length,
    unproved: 0,
    codes: isSame ? [] : ['E_MISMATCH'],
  }
}

/** What the log says of a save or picture that ended with a failure. */
export function failedEvent(event: 'save' | 'picture', failure: Failure, identity: Identity): AuditEvent {
  return {
    event,
    outcome: failure.code === 'E_CANCELLED' ? 'cancelled' : 'failed',
    identity,
    digest: null,
    files: 0,
    unproved: failure.code === 'E_VERIFY' ? 1 : 0,
    codes: [failure.code],
  }
}
