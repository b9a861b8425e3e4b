import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { findCanaries, writeCanaryStudy } from '../support/canary-study.ts'
import { runCommand } from '../support/run-command.ts'

describe('audit', () => {
  let root = ''
  let log = ''
  let run1 = ''
  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'hilum-test-'))
    log = join(root, 'state', 'audit.jsonl')
    vi.stubEnv('HILUM_AUDIT_LOG', log)
    const study = await writeCanaryStudy(join(root, 'study'))
    run1 = join(root, 'run1')
    expect((await runCommand(['segment', study, '--out', run1, '--formats', 'nifti'])).status).toBe(0)
    const kept = ['segment', study, '--out', join(root, 'run2'), '--formats', 'seg', '--keep-identity']
    expect((await runCommand(kept)).status).toBe(0)
    expect((await runCommand(['verify', run1, '--study', study])).status).toBe(0)
    writeFileSync(join(run1, 'lungs.nii.gz'), 'changed')
    expect((await runCommand(['verify', run1])).status).toBe(1)
  })
  afterAll(() => {
    vi.unstubAllEnvs()
    rmSync(root, { recursive: true, force: true })
  })

  test('tells every save and verify, and that no line was changed', async () => {
    const run = await runCommand(['audit', '--json'])
    expect(run.status, run.err).toBe(0)
    expect(run.err).toMatch(/^1 {2}\S+Z {2}save done {2}2 files {2}[0-9a-f]{16} {2}cli$/m)
    expect(run.err).toContain('4 lines, none changed or missing.')
    const { entries, file } = JSON.parse(run.out)
    expect(file).toBe(log)
    const told = (entry: Record<string, unknown>) => [
      entry['event'],
      entry['outcome'],
      entry['identity'],
      entry['files'],
    ]
    expect(entries.map(told)).toEqual([
      ['save', 'done', 'removed', 2],
      ['save', 'done', 'kept', 2],
      ['verify', 'done', null, 62],
      ['verify', 'different', null, 2],
    ])
    expect(entries[0].digest).toBe(entries[2].digest)
    expect(entries[3].digest).toBe(entries[0].digest)
  })

  test('names no patient, study, file or folder in the log', () => {
    const bytes = readFileSync(log)
    expect(findCanaries(bytes)).toEqual([])
    for (const word of [root, 'run1', 'lungs', '.dcm']) expect(bytes.includes(word), word).toBe(false)
  })

  test('names the lines that were changed or are missing, exit status 1', async () => {
    const text = readFileSync(log, 'utf8')
    const copy = join(root, 'copy.jsonl')
    writeFileSync(`${copy}.head`, readFileSync(`${log}.head`))
    writeFileSync(copy, text.replace('"identity":"kept"', '"identity":"removed"'))
    const run = await runCommand(['audit', copy, '--json'])
    expect(run.status).toBe(1)
    expect(run.json.error).toMatchObject({ code: 'E_MISMATCH', details: { lines: [2] } })
    expect(run.err).toContain('Line 2: Changed')
    writeFileSync(copy, text.split('\n').slice(0, 2).join('\n').concat('\n'))
    expect((await runCommand(['audit', copy, '--json'])).json.error.message).toContain('line 2')
    writeFileSync(copy, text)
    appendFileSync(copy, '{"n":5,"time":"20')
    const cut = await runCommand(['audit', copy])
    expect([cut.status, cut.err.includes('Line 5: Cut short')]).toEqual([0, true])
  })

  test('tells of a log that is not there, off, or can not be read', async () => {
    const absent = await runCommand(['audit', join(root, 'none.jsonl')])
    expect([absent.status, absent.err]).toEqual([0, expect.stringContaining('nothing was saved or verified yet')])
    const folder = await runCommand(['audit', root, '--json'])
    expect([folder.status, folder.json.error.code]).toEqual([3, 'E_READ'])
    vi.stubEnv('HILUM_AUDIT_LOG', 'off')
    const off = await runCommand(['audit', '--json'])
    expect([off.status, JSON.parse(off.out).file]).toEqual([0, null])
    vi.stubEnv('HILUM_AUDIT_LOG', 'here')
    const wrong = await runCommand(['audit', '--json'])
    expect([wrong.status, wrong.json.error.code]).toEqual([2, 'E_USAGE'])
    const verify = await runCommand(['verify', join(root, 'run2')])
    expect([verify.status, verify.err.includes('W_AUDIT_LOG')]).toEqual([0, true])
    vi.stubEnv('HILUM_AUDIT_LOG', log)
  })
})
