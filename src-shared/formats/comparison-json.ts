import { type ComparisonRecord, comparisonRecordSchema } from '../comparison-record.ts'
import { Failure } from '../failure.ts'
import { decodeUtf8, encodeUtf8 } from '../utf8.ts'
import { comparisonRows } from './comparison-rows.ts'
import type { Proof } from './format.ts'

/** A comparison as JSON, see `comparisonRecordSchema`: fields in the schema's order, so that the same comparison gives the same bytes. */
export const encodeComparisonJson = (record: ComparisonRecord): Uint8Array<ArrayBuffer> =>
  encodeUtf8(`${JSON.stringify(comparisonRecordSchema.parse(record), null, 2)}\n`)

/** The file is read by its schema and compared with what it was written from. */
export function* proveComparisonJson(record: ComparisonRecord): Proof {
  const read = parse(yield encodeComparisonJson(record).length)
  if (JSON.stringify(read) !== JSON.stringify(comparisonRecordSchema.parse(record)))
    fail('it differs from what was compared')
  return `Read back: ${comparisonRows(record).length} figures and the parameters of both sides, all equal.`
}

function parse(bytes: Uint8Array): ComparisonRecord {
  try {
    return comparisonRecordSchema.parse(JSON.parse(decodeUtf8(bytes)))
  } catch {
    return fail('it is not the file that was written')
  }
}

function fail(what: string): never {
  throw new Failure(
    'E_VERIFY',
    `The comparison was read back and ${what}. It was not kept. Try again, or save to another disk.`,
  )
}
