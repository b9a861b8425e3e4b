import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { appendAudit } from '../../../src-main/engine/audit/append-audit.ts'
import { checkAudit } from '../../../src-main/engine/audit/check-audit.ts'
import { auditLine } from '../../support/audit-line.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const writer = fileURLToPath(new URL('../../support/append-audit-lines.ts', import.meta.url))

function start(file: string, ...count: string[]): ChildProcess {
  return spawn(process.execPath, [writer, file, ...count], { stdio: ['ignore', 'pipe', 'inherit'] })
}

test('several programs write at once, and the chain holds', async () => {
  const file = join(temporaryFolder(), 'audit.jsonl')
  const children = Array.from({ length: 4 }, () => start(file, '40'))
  const here = Promise.all(Array.from({ length: 20 }, () => appendAudit(file, auditLine())))
  const codes = await Promise.all(children.map(async (child) => (await once(child, 'close'))[0]))
  await here
  expect(codes).toEqual([0, 0, 0, 0])
  const { entries, problems, notes } = await checkAudit(file)
  expect([problems, notes]).toEqual([[], []])
  expect(entries.map(({ n }) => n)).toEqual(Array.from({ length: 180 }, (_, n) => n + 1))
})

test('killed at any moment, a program leaves a log that goes on and holds', async () => {
  const file = join(temporaryFolder(), 'audit.jsonl')
  for (let round = 0; round < 6; round++) {
    const child = start(file)
    await once(child.stdout as NonNullable<ChildProcess['stdout']>, 'data')
    const before = (await checkAudit(file)).entries.length
    // a lock of the one killed before is waited for
    while ((await checkAudit(file)).entries.length < before + 3) await new Promise((resolve) => setTimeout(resolve, 5))
    await new Promise((resolve) => setTimeout(resolve, round * 3))
    child.kill('SIGKILL')
    await once(child, 'close')
  }
  await appendAudit(file, auditLine())
  const { entries, problems } = await checkAudit(file)
  expect(problems).toEqual([])
  expect(entries.length).toBeGreaterThan(18)
})

test('a log can be read by its owner alone, and makes its folder', async () => {
  const file = join(temporaryFolder(), 'a', 'b', 'audit.jsonl')
  await appendAudit(file, auditLine())
  if (process.platform !== 'win32') {
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(statSync(join(file, '..')).mode & 0o777).toBe(0o700)
  }
  mkdirSync(join(file, '..', 'folder.jsonl'))
  await expect(appendAudit(join(file, '..', 'folder.jsonl'), auditLine())).rejects.toMatchObject({ code: 'EISDIR' })
})
