import { join } from 'node:path'
import { type ComparisonRecord, comparisonRecordSchema } from '../../../src-shared/comparison-record.ts'
import { counted } from '../../../src-shared/counted.ts'
import { Failure } from '../../../src-shared/failure.ts'
import { comparisonRows } from '../../../src-shared/formats/comparison-rows.ts'
import type { Proof } from '../../../src-shared/formats/format.ts'
import type { FileSystem } from './file-system.ts'
import { type Found, foundIn, readWhole } from './record-file.ts'
import { isSealed, sealRecord } from './seal-record.ts'
import type { Content } from './stage-file.ts'

/** A comparison as a file to be staged: fields in the schema's order, so that the same comparison gives the same bytes, then its own seal. */
export function comparisonContent(record: ComparisonRecord, name: string): Content {
  const bytes = sealRecord(JSON.stringify(comparisonRecordSchema.parse(record), null, 2))
  return {
    format: 'comparison-json',
    name,
    estimate: bytes.length,
    compression: null,
    provesEveryByte: false,
    encode: () => [bytes],
    verify: function* (): Proof {
      return prove(yield bytes.length, record, name)
    },
  }
}

/** Throws `E_VERIFY` unless the bytes are the whole comparison. */
function prove(bytes: Uint8Array, record: ComparisonRecord, name: string): string {
  const read = parse(bytes)
  if (
    read === null ||
    !isSealed(bytes) ||
    JSON.stringify(read) !== JSON.stringify(comparisonRecordSchema.parse(record))
  ) {
    throw new Failure(
      'E_VERIFY',
      `${name} was read back and is not the comparison that was saved. It was not kept. Try again, or save to another disk.`,
      { name },
    )
  }
  const figures = counted(comparisonRows(record).length, 'figure')
  return `Read back: ${figures} and the parameters of both sides, all equal, and ${counted(record.outputs.length, 'saved file')} with SHA-256.`
}

function parse(bytes: Uint8Array): ComparisonRecord | null {
  try {
    return comparisonRecordSchema.safeParse(JSON.parse(new TextDecoder().decode(bytes))).data ?? null
  } catch {
    return null // not JSON: not a comparison
  }
}

const givenName = /-comparison(?: \(\d+\))?\.json$/
// a changed byte takes one of them away at most
const marks = ['"program": "Hilum"', '"sides": {', '"onlyA": [']

/** The comparison in a JSON file, known by its content or by the name the page gives it; null where the file is something else. */
export async function checkComparison(
  files: FileSystem,
  folder: string,
  name: string,
): Promise<Found<ComparisonRecord> | null> {
  const bytes = await readIfCan(files, join(folder, name))
  return givenName.test(name) || isMarked(bytes) ? foundIn(name, bytes, parse) : null
}

async function readIfCan(files: FileSystem, path: string): Promise<Uint8Array | null> {
  try {
    return await readWhole(files, path)
  } catch {
    return null // most JSON files of a folder are none of ours
  }
}

function isMarked(bytes: Uint8Array | null): boolean {
  const text = new TextDecoder().decode(bytes ?? new Uint8Array())
  return marks.filter((mark) => text.includes(mark)).length >= marks.length - 1
}
