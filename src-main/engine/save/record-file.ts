import { join } from 'node:path'
import { Failure } from '../../../src-shared/failure.ts'
import { type RunRecord, runRecordFileName, runRecordSchema } from '../../../src-shared/run-record.ts'
import type { FileSystem } from './file-system.ts'
import { concat } from './gzip.ts'

const largestRecordBytes = 64 << 20

/** The record's bytes: fields in the schema's order and nothing else, so that the same run gives the same bytes. */
export function encodeRecord(record: RunRecord): Uint8Array<ArrayBuffer> {
  const inputs = [...record.inputs].sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0))
  const clean = runRecordSchema.parse({ ...record, inputs })
  return new TextEncoder().encode(`${JSON.stringify(clean, null, 2)}\n`)
}

/** Throws `E_VERIFY` unless the bytes are a whole record with these outputs. */
export function verifyRecord(bytes: Uint8Array, record: RunRecord): string {
  const parsed = parseRecord(bytes)
  if (parsed === null || JSON.stringify(parsed.outputs) !== JSON.stringify(record.outputs)) {
    throw new Failure('E_VERIFY', `${runRecordFileName} was read back and is not the record of this run. Save again.`)
  }
  const { inputs, outputs, parameters } = parsed
  const parameterCount = Object.keys(parameters).length
  return `Read back: ${parameterCount} parameters, ${inputs.length} input files and ${outputs.length} saved files with SHA-256.`
}

function parseRecord(bytes: Uint8Array): RunRecord | null {
  try {
    return runRecordSchema.safeParse(JSON.parse(new TextDecoder().decode(bytes))).data ?? null
  } catch {
    return null // not JSON: not a record
  }
}

/** The record that lies in the folder, `other` where that name belongs to something else, null where it is free. */
export async function readRecord(files: FileSystem, folder: string): Promise<RunRecord | 'other' | null> {
  const path = join(folder, runRecordFileName)
  if (!(await files.taken(path))) return null
  const info = await files.info(path)
  if (info?.kind !== 'file' || info.bytes > largestRecordBytes) return 'other'
  const file = await files.open(path, 'read')
  try {
    const parts: Uint8Array[] = []
    for (;;) {
      const part = new Uint8Array(1 << 16)
      const read = await file.read(part, 0, part.length)
      if (read === 0) break
      parts.push(part.subarray(0, read))
    }
    return parseRecord(concat(parts)) ?? 'other'
  } finally {
    await file.close()
  }
}

/** True when both tell of the same run: equal in everything but the list of saved files. */
export function sameRun(a: Omit<RunRecord, 'outputs'>, b: Omit<RunRecord, 'outputs'>): boolean {
  const text = (record: Omit<RunRecord, 'outputs'>) =>
    new TextDecoder().decode(encodeRecord({ ...record, outputs: [] }))
  return text(a) === text(b)
}
