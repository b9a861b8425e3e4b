import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { counted } from '../../../src-shared/counted.ts'
import { Failure } from '../../../src-shared/failure.ts'
import type { Proof } from '../../../src-shared/formats/format.ts'
import { type RunRecord, runRecordSchema } from '../../../src-shared/run-record.ts'
import type { FileSystem } from './file-system.ts'
import { readChunks } from './move-chunks.ts'
import { numberedName } from './publish-file.ts'
import { isSealed, sealRecord } from './seal-record.ts'
import type { Content } from './stage-file.ts'

const largestRecordBytes = 64 << 20
const mostRecords = 100

/**
 * The record's bytes: fields in the schema's order, then the record's own seal, and nothing else, so that the same run gives
 * the same bytes.
 */
function encodeRecord(record: RunRecord): Uint8Array<ArrayBuffer> {
  return sealRecord(JSON.stringify(runRecordSchema.parse(record), null, 2))
}

/** The record as a file to be staged. */
export function recordContent(record: RunRecord, name: string): Content {
  const bytes = encodeRecord(record)
  return {
    format: 'record',
    name,
    estimate: bytes.length,
    compression: null,
    provesEveryByte: false,
    encode: () => [bytes],
    verify: function* (): Proof {
      return verifyRecord(yield bytes.length, record, name)
    },
  }
}

/** Throws `E_VERIFY` unless the bytes are a whole record with these outputs. */
function verifyRecord(bytes: Uint8Array, record: RunRecord, name: string): string {
  const parsed = parseRecord(bytes)
  if (parsed === null || !isSealed(bytes) || JSON.stringify(parsed.outputs) !== JSON.stringify(record.outputs)) {
    throw new Failure('E_VERIFY', `${name} was read back and is not the record of this run. Save again.`)
  }
  const { inputs, outputs, parameters } = parsed
  const parameterCount = Object.keys(parameters).length
  return `Read back: ${counted(parameterCount, 'parameter')}, ${counted(inputs.length, 'input file')} and ${counted(outputs.length, 'saved file')} with SHA-256.`
}

function parseRecord(bytes: Uint8Array): RunRecord | null {
  try {
    return runRecordSchema.safeParse(JSON.parse(new TextDecoder().decode(bytes))).data ?? null
  } catch {
    return null // not JSON: not a record
  }
}

/** A file under the name of a record that bears its own seal. */
export interface Found<Record> {
  readonly name: string
  /** `other` where the name belongs to something else. */
  readonly record: Record | 'other'
  /** False where a byte is not as it was written. */
  readonly sealed: boolean
  /** SHA-256 of its bytes; null where they were not read. */
  readonly sha256: string | null
}

export type FoundRecord = Found<RunRecord>

/** What lies under a record's name, such as `run.json`, then "run (2).json" and on, as far as they are taken without a break. */
export async function findRecords(files: FileSystem, folder: string, name: string): Promise<FoundRecord[]> {
  const found: FoundRecord[] = []
  for (let copy = 1; copy <= mostRecords; copy++) {
    const record = await checkRecord(files, folder, numberedName(name, copy))
    if (record !== null) found.push(record)
    else if (copy > 1) break
  }
  return found
}

/** The record under this name, `other` where the name belongs to something else, null where it is free. */
export async function readRecord(files: FileSystem, folder: string, name: string): Promise<RunRecord | 'other' | null> {
  return (await checkRecord(files, folder, name))?.record ?? null
}

/** The same, and whether its bytes still bear their own seal. */
export async function checkRecord(files: FileSystem, folder: string, name: string): Promise<FoundRecord | null> {
  const path = join(folder, name)
  return (await files.taken(path)) ? foundIn(name, await readWhole(files, path), parseRecord) : null
}

/** What `parse` makes of the bytes of a record, and whether they bear their own seal; null bytes are none that were read. */
export function foundIn<Record>(
  name: string,
  bytes: Uint8Array | null,
  parse: (bytes: Uint8Array) => Record | null,
): Found<Record> {
  if (bytes === null) return { name, record: 'other', sealed: false, sha256: null }
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return { name, record: parse(bytes) ?? 'other', sealed: isSealed(bytes), sha256 }
}

/** The bytes of a file; null where it is no regular file, or too large for a record. */
export async function readWhole(files: FileSystem, path: string): Promise<Uint8Array | null> {
  const info = await files.info(path)
  if (info?.kind !== 'file' || info.bytes > largestRecordBytes) return null
  const parts: Uint8Array[] = []
  for await (const chunk of readChunks(files, path)) parts.push(chunk.slice())
  return Buffer.concat(parts)
}

/** True when both tell of the same run: equal in all but the list of saved files and what making a surface changed. */
export function sameRun(a: Omit<RunRecord, 'outputs'>, b: Omit<RunRecord, 'outputs'>): boolean {
  const text = (record: Omit<RunRecord, 'outputs'>) =>
    new TextDecoder().decode(encodeRecord({ ...record, surfaceChange: undefined, outputs: [] }))
  return text(a) === text(b)
}
