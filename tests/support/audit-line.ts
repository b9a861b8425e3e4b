import type { NewEntry } from '../../src-main/engine/audit/append-audit.ts'

/** What a save writes into the log. */
export const auditLine = (changes: Partial<NewEntry> = {}): NewEntry => ({
  time: '2026-01-02T03:04:05.678Z',
  host: 'cli',
  version: '0.1.0',
  commit: 'c0ffee',
  event: 'save',
  outcome: 'done',
  identity: 'removed',
  digest: 'ab'.repeat(32),
  files: 3,
  unproved: 0,
  codes: [],
  ...changes,
})
