import { readFile } from 'node:fs/promises'
import { english } from '../../../src-shared/number-format.ts'
import { errorCode } from '../save/error-code.ts'
import { type AuditHead, headFileOf, readHead } from './audit-head.ts'
import { decodeLine, type SealedEntry, sha256Of, splitLines } from './audit-line.ts'

/** Something about a log; `line` counts from 1 in the file. */
export interface AuditRemark {
  readonly line: number
  readonly message: string
}

export interface AuditCheck {
  readonly entries: readonly SealedEntry[]
  /** What was changed, taken away or put elsewhere. */
  readonly problems: readonly AuditRemark[]
  /** What is worth knowing and no change: lines that a crash cut short. */
  readonly notes: readonly AuditRemark[]
}

/**
 * Reads a log and checks its chain: every line as it was written, none missing, none moved, and as many as the head beside it
 * says. A log that is not there has no lines. Throws system errors.
 */
export async function checkAudit(file: string): Promise<AuditCheck> {
  const { lines, rest } = splitLines(await readLog(file))
  const entries = lines.map(decodeLine)
  const head = await readHead(file)
  const chain = new Chain()
  const notes: AuditRemark[] = []
  for (const [at, entry] of entries.entries()) {
    const line = at + 1
    if (entry !== null) chain.add(line, entry)
    else if (isVouchedFor(lines[at] as Uint8Array, entries[at + 1] ?? null)) notes.push(chain.cut(line))
    else chain.broken(line)
  }
  const last = lines.length + 1
  if (rest.length > 0) {
    // a line that counts already was whole once
    if (head !== null && head.lines > chain.last) chain.broken(last)
    else notes.push(chain.cut(last))
  }
  const problems = [
    ...chain.problems,
    ...checkHead(head, chain, rest.length > 0 ? last : lines.length, headFileOf(file)),
  ]
  return { entries: entries.filter((entry) => entry !== null), problems, notes }
}

async function readLog(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file)
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return new Uint8Array(0)
    throw error
  }
}

const isVouchedFor = (line: Uint8Array, next: SealedEntry | null): boolean =>
  next?.cut !== undefined && next.cut.bytes === line.length && next.cut.sha256 === sha256Of(line)

/** Follows the lines from the first to the last. */
class Chain {
  readonly problems: AuditRemark[] = []
  /** SHA-256 of each line by its number. */
  readonly known = new Map<number, string>()
  /** Largest number so far, lines that can't be read counted in. */
  last = 0
  /** The line the next one has to follow from; null at the beginning, and after one that can't be read. */
  #before: { readonly line: number; readonly sha256: string | null } | null = { line: 0, sha256: null }

  /** A line that a crash cut short. */
  cut(line: number): AuditRemark {
    this.last++
    return { line, message: 'Cut short: the program was ended while it wrote the line. The log goes on after it.' }
  }

  broken(line: number): void {
    this.last++
    this.#before = null
    this.problems.push({ line, message: 'Changed, or no line of this log.' })
  }

  add(line: number, { n, previous, sha256 }: SealedEntry): void {
    const problem = this.#judge(n, previous)
    if (problem !== null) this.problems.push({ line, message: problem })
    this.known.set(n, sha256)
    if (n <= this.last) return
    this.last = n
    this.#before = { line, sha256 }
  }

  #judge(n: number, previous: string | null): string | null {
    const missing = n - this.last - 1
    if (this.known.has(n)) return `It stands in the log a second time: it is the log's line ${english.number(n)}.`
    if (missing < 0) return `Out of order: it is the log's line ${english.number(n)}.`
    if (missing > 0) return `${lines(missing)} missing before it: it is the log's line ${english.number(n)}.`
    if (this.#before === null || previous === this.#before.sha256) return null
    const before =
      this.#before.line === 0
        ? 'It is not the first line the log had'
        : `It does not follow from line ${english.number(this.#before.line)}: one of them was changed`
    return `${before}.`
  }
}

const lines = (count: number): string => (count === 1 ? 'A line is' : `${english.number(count)} lines are`)

function checkHead(head: AuditHead | null, chain: Chain, last: number, headFile: string): AuditRemark[] {
  if (head === null) {
    if (last === 0) return []
    return [
      { line: last, message: `Whether lines after it are missing can't be told: ${headFile} is gone or damaged.` },
    ]
  }
  if (chain.last < head.lines) {
    return [
      {
        line: last,
        message: `${lines(head.lines - chain.last)} missing after it: the log had ${english.number(head.lines)}.`,
      },
    ]
  }
  const sha256 = chain.known.get(head.lines)
  if (sha256 === undefined || sha256 === head.sha256) return []
  return [{ line: last, message: `The log's line ${english.number(head.lines)} is not the one that was written.` }]
}
