import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { appendAudit } from '../../../src-main/engine/audit/append-audit.ts'
import { headFileOf } from '../../../src-main/engine/audit/audit-head.ts'
import { encodeLine } from '../../../src-main/engine/audit/audit-line.ts'
import { checkAudit } from '../../../src-main/engine/audit/check-audit.ts'
import { auditLine } from '../../support/audit-line.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

/** A log of so many lines; gives its file. */
async function log(count: number): Promise<string> {
  const file = join(temporaryFolder(), 'state', 'audit.jsonl')
  for (let n = 1; n <= count; n++) await appendAudit(file, auditLine({ files: n }))
  return file
}

const linesOf = (file: string): string[] => readFileSync(file, 'utf8').split('\n').slice(0, -1)
const write = (file: string, lines: readonly string[]): void =>
  writeFileSync(file, lines.map((line) => `${line}\n`).join(''))

/** Lines with a problem. */
const problemLines = async (file: string): Promise<number[]> =>
  (await checkAudit(file)).problems.map(({ line }) => line)

describe('a log', () => {
  test('as it was written has every line and no problem', async () => {
    const file = await log(5)
    const { entries, problems, notes } = await checkAudit(file)
    expect(problems).toEqual([])
    expect(notes).toEqual([])
    expect(entries.map(({ n, files }) => [n, files])).toEqual([1, 2, 3, 4, 5].map((n) => [n, n]))
    expect(entries.map(({ previous }) => previous)).toEqual([null, ...entries.slice(0, 4).map(({ sha256 }) => sha256)])
    expect(JSON.parse(readFileSync(headFileOf(file), 'utf8'))).toEqual({ lines: 5, sha256: entries[4]?.sha256 })
  })

  test('that is not there has no lines', async () => {
    expect(await checkAudit(join(temporaryFolder(), 'audit.jsonl'))).toEqual({ entries: [], problems: [], notes: [] })
  })

  test('shows every bit that was changed, by its line', async () => {
    const file = await log(4)
    const bytes = readFileSync(file)
    const ends = [...bytes.entries()].flatMap(([at, byte]) => (byte === 10 ? [at] : []))
    for (let at = 0; at < bytes.length; at += 7) {
      const changed = Buffer.from(bytes)
      changed[at] = (changed[at] as number) ^ 1
      writeFileSync(file, changed)
      const line = ends.filter((end) => end < at).length + 1
      expect((await problemLines(file))[0], `byte ${at}`).toBe(line)
    }
    for (const [n, end] of ends.entries()) {
      const changed = Buffer.from(bytes)
      changed[end] = 0x20
      writeFileSync(file, changed)
      expect((await problemLines(file))[0], `end ${end}`).toBe(n + 1)
    }
    writeFileSync(file, bytes)
    expect(await problemLines(file)).toEqual([])
  })

  test.each([1, 2, 3, 4])('shows that line %i was taken away', async (gone) => {
    const file = await log(5)
    write(
      file,
      linesOf(file).filter((_, at) => at + 1 !== gone),
    )
    const { problems } = await checkAudit(file)
    expect(problems).toEqual([
      { line: gone, message: `A line is missing before it: it is the log's line ${gone + 1}.` },
    ])
  })

  test('shows lines that were swapped, repeated or put in', async () => {
    const file = await log(5)
    const [a = '', b = '', c = '', d = '', e = ''] = linesOf(file)
    write(file, [a, c, b, d, e])
    expect(await problemLines(file)).toEqual([2, 3])
    write(file, [a, b, b, c, d, e])
    expect(await problemLines(file)).toEqual([3])
    write(file, [a, b, '{"n":3}', c, d, e])
    expect((await problemLines(file))[0]).toBe(3)
    write(file, [a, b, '', c, d, e])
    expect((await problemLines(file))[0]).toBe(3)
    write(file, [a, b, c, d, e])
    expect(await problemLines(file)).toEqual([])
  })

  test('shows a line that was forged with a seal of its own', async () => {
    const file = await log(4)
    const lines = linesOf(file)
    const { sha256: _, ...entry } = JSON.parse(lines[1] ?? '')
    lines[1] = encodeLine({ ...entry, outcome: 'failed' }).line
    write(file, lines)
    expect(await checkAudit(file)).toMatchObject({
      problems: [{ line: 3, message: 'It does not follow from line 2: one of them was changed.' }],
    })
    const last = JSON.parse(lines[3] ?? '')
    write(file, [...linesOf(await log(3)), encodeLine({ ...last, sha256: undefined, files: 9 }).line])
    expect(await problemLines(file)).toEqual([4])
  })

  test('shows that lines were cut off its end, and goes on showing it after more were written', async () => {
    const file = await log(5)
    write(file, linesOf(file).slice(0, 3))
    expect((await checkAudit(file)).problems).toEqual([
      { line: 3, message: '2 lines are missing after it: the log had 5.' },
    ])
    await appendAudit(file, auditLine())
    await appendAudit(file, auditLine())
    const { entries, problems } = await checkAudit(file)
    expect(entries.map(({ n }) => n)).toEqual([1, 2, 3, 6, 7])
    expect(problems).toEqual([{ line: 4, message: "2 lines are missing before it: it is the log's line 6." }])
    rmSync(file)
    expect(await problemLines(file)).toEqual([0])
    await appendAudit(file, auditLine())
    expect(await problemLines(file)).toEqual([1])
  })

  test('shows that its last line was cut short on purpose, and does not vouch for it', async () => {
    const file = await log(3)
    writeFileSync(file, readFileSync(file).subarray(0, -20))
    expect(await problemLines(file)).toEqual([3])
    await appendAudit(file, auditLine())
    expect(await problemLines(file)).toEqual([3])
  })

  test('says that it can not tell whether lines are missing at its end where its head is gone', async () => {
    const file = await log(2)
    rmSync(headFileOf(file))
    const { problems } = await checkAudit(file)
    expect(problems[0]?.message).toContain("can't be told")
    await appendAudit(file, auditLine())
    expect(await problemLines(file)).toEqual([])
  })
})

describe('a line that a crash cut short', () => {
  test.each([1, 40, 300])('%i bytes of it are told as that, and the log goes on', async (kept) => {
    const file = await log(3)
    const whole = readFileSync(file)
    const next = encodeLine({ n: 4, ...auditLine(), previous: 'x' }).line
    writeFileSync(file, Buffer.concat([whole, Buffer.from(next.slice(0, kept))]))
    const before = await checkAudit(file)
    expect([before.problems, before.notes.map(({ line }) => line)]).toEqual([[], [4]])
    await appendAudit(file, auditLine())
    await appendAudit(file, auditLine())
    const { entries, problems, notes } = await checkAudit(file)
    expect(problems).toEqual([])
    expect(notes).toEqual([{ line: 4, message: expect.stringContaining('Cut short') }])
    expect(entries.map(({ n }) => n)).toEqual([1, 2, 3, 5, 6])
    expect(
      readFileSync(file)
        .subarray(0, whole.length + kept)
        .equals(Buffer.concat([whole, Buffer.from(next.slice(0, kept))])),
    ).toBe(true)
  })

  test('that was changed afterwards shows', async () => {
    const file = await log(2)
    writeFileSync(file, Buffer.concat([readFileSync(file), Buffer.from('{"n":3,"ti')]))
    await appendAudit(file, auditLine())
    const lines = linesOf(file)
    write(
      file,
      lines.map((line, at) => (at === 2 ? '{"n":3,"to' : line)),
    )
    expect(await problemLines(file)).toEqual([3])
  })

  test('right after the line and before the head is no loss', async () => {
    const file = await log(3)
    const head = readFileSync(headFileOf(file))
    await appendAudit(file, auditLine())
    writeFileSync(headFileOf(file), head)
    expect(await problemLines(file)).toEqual([])
    await appendAudit(file, auditLine())
    expect(await problemLines(file)).toEqual([])
  })
})

test('a log leaves no lock and no temporary behind', async () => {
  const file = await log(2)
  expect(existsSync(`${file}.lock`)).toBe(false)
  expect(readdirSync(join(file, '..')).sort()).toEqual(['audit.jsonl', 'audit.jsonl.head'])
})
