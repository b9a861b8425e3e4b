import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { auditFile } from '../../../src-main/engine/audit/audit-log.ts'

describe('the place of the log', () => {
  test('is the user’s own folder for what was done', () => {
    expect(auditFile({})).toMatch(/[\\/](hilum|Hilum)[\\/]audit\.jsonl$/)
    expect(auditFile({ HILUM_AUDIT_LOG: '' })).toBe(auditFile({}))
  })

  test('is another one, or none, where HILUM_AUDIT_LOG says so', () => {
    const file = join(import.meta.dirname, 'log')
    expect(auditFile({ HILUM_AUDIT_LOG: file })).toBe(file)
    expect(auditFile({ HILUM_AUDIT_LOG: 'off' })).toBeNull()
    expect(() => auditFile({ HILUM_AUDIT_LOG: 'somewhere/log' })).toThrow('whole path')
  })
})
