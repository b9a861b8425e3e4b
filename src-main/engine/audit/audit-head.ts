import { randomBytes } from 'node:crypto'
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { z } from 'zod'
import { errorCode } from '../save/error-code.ts'

const headSchema = z.object({ lines: z.number().int(), sha256: z.string() })
/** How far the log reaches: its last line's number and SHA-256. Kept beside it, so that lines cut off its end are missed. */
export type AuditHead = z.infer<typeof headSchema>

export const headFileOf = (file: string): string => `${file}.head`

/** Null where there is none, or none that can be read as one. */
export async function readHead(file: string): Promise<AuditHead | null> {
  try {
    return headSchema.safeParse(JSON.parse(await readFile(headFileOf(file), 'utf8'))).data ?? null
  } catch (error) {
    if (error instanceof SyntaxError || errorCode(error) === 'ENOENT') return null
    throw error
  }
}

/** Replaces the head at once. It is not synced: after a power cut it may lag behind the log, and that is no fault. */
export async function writeHead(file: string, head: AuditHead): Promise<void> {
  const temporary = `${headFileOf(file)}.${randomBytes(6).toString('hex')}`
  try {
    await writeFile(temporary, `${JSON.stringify(head)}\n`, { mode: 0o600, flag: 'wx' })
    await rename(temporary, headFileOf(file))
  } catch (error) {
    // the failure that led here is the one to tell
    await rm(temporary, { force: true }).catch(() => {})
    throw error
  }
}
