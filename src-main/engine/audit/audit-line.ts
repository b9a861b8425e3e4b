import { createHash } from 'node:crypto'
import { z } from 'zod'

/** What was done. Nothing of it names a patient, a file or a folder. */
const eventFields = {
  event: z.enum(['save', 'picture', 'verify']),
  /** `partly`: some files only; `different`: `verify` found a difference. */
  outcome: z.enum(['done', 'partly', 'failed', 'cancelled', 'different']),
  /** Null where it is not known: of pictures, which the page draws, and of checks. */
  identity: z.enum(['removed', 'kept']).nullable(),
  /** SHA-256 of `run.json`, of the picture, or of a comparison's JSON file; null where there is none, or where several were checked. */
  digest: z.string().nullable(),
  /** How many were saved, or checked. */
  files: z.number().int(),
  /** How many were written, could not be proved, and were removed again. */
  unproved: z.number().int(),
  /** Failure codes of what went wrong. */
  codes: z.array(z.string()),
}
const eventSchema = z.object(eventFields)
export type AuditEvent = z.infer<typeof eventSchema>

const entrySchema = z.strictObject({
  /** Number of the line, from 1. */
  n: z.number().int().positive(),
  /** UTC, ISO 8601. */
  time: z.string(),
  host: z.enum(['electron', 'web', 'cli']),
  version: z.string(),
  commit: z.string().nullable(),
  ...eventFields,
  /** A line before this one that a crash cut short: how long it is, and its SHA-256. */
  cut: z.object({ bytes: z.number().int(), sha256: z.string() }).optional(),
  /** `sha256` of the line before; null in the first. */
  previous: z.string().nullable(),
})
export type AuditEntry = z.infer<typeof entrySchema>

/** A line that bears its own seal. */
export interface SealedEntry extends AuditEntry {
  readonly sha256: string
}

export const sha256Of = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex')

const sealed = /^(.*),"sha256":"([0-9a-f]{64})"\}$/s

/** One line as it stands in the log, without its end: the entry and, last, the SHA-256 of all before that. */
export function encodeLine(entry: AuditEntry): { line: string; sha256: string } {
  const body = JSON.stringify(entry).slice(0, -1)
  const sha256 = sha256Of(body)
  return { line: `${body},"sha256":"${sha256}"}`, sha256 }
}

/** The entry of a line; null where a byte is not as it was written. */
export function decodeLine(bytes: Uint8Array): SealedEntry | null {
  const [, body, sha256] = sealed.exec(Buffer.from(bytes).toString('utf8')) ?? []
  if (body === undefined || sha256 === undefined || sha256Of(body) !== sha256) return null
  try {
    const entry = entrySchema.safeParse(JSON.parse(`${body}}`)).data
    return entry === undefined ? null : { ...entry, sha256 }
  } catch {
    return null // sealed, but no entry
  }
}

const newLine = 0x0a

/** The lines of these bytes, and what follows the last line end: a line that was cut short, or nothing. */
export function splitLines(bytes: Uint8Array): { lines: Uint8Array[]; rest: Uint8Array } {
  const lines: Uint8Array[] = []
  let from = 0
  for (let end = bytes.indexOf(newLine); end >= 0; end = bytes.indexOf(newLine, from)) {
    lines.push(bytes.subarray(from, end))
    from = end + 1
  }
  return { lines, rest: bytes.subarray(from) }
}
