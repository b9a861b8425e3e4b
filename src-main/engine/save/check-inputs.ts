import { createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { Failure } from '../../../src-shared/failure.ts'
import type { RecordedInput } from '../../../src-shared/run-record.ts'
import { replacementUid } from '../replacement-uid.ts'
import { withFile } from '../scan/file-source.ts'
import { scanFile } from '../scan/scan-file.ts'
import { type FoundFile, walkFolder } from '../scan/walk-folder.ts'

/** An input as a record lists it, with what to call it where its name is not known. */
export type ListedInput = RecordedInput & { readonly label: string }

/** How an input stands in a study folder. */
export interface CheckedInput {
  /** The name it has there; its label where nothing of it is there. */
  readonly file: string
  readonly state: 'same' | 'changed' | 'missing'
  /** What differs, in words; empty where nothing does. */
  readonly message: string
}

const hashedAtOnce = 1 << 20

/**
 * Looks for inputs of records in a study folder by their bytes, wherever they lie and whatever they are called. A file
 * that has the name or the SOPInstanceUID of one, and other bytes, was changed. `report` is called per file.
 */
export async function checkInputs(
  inputs: readonly ListedInput[],
  study: string,
  report: (bytes: number) => void,
): Promise<CheckedInput[]> {
  const there = [...walkFolder(study)].flatMap((entry) => ('file' in entry ? [entry.file] : []))
  const names = await findBytes(inputs, there, report)
  const missing = inputs.filter(({ sha256 }) => !names.has(sha256))
  const found = new Set(names.values())
  const changed = findChanged(
    missing,
    there.filter(({ relative }) => !found.has(relative)),
  )
  return inputs.map((input) => {
    const name = names.get(input.sha256)
    if (name !== undefined) return { file: name, state: 'same', message: '' }
    const other = changed.get(input)
    if (other !== undefined) {
      return { file: other, state: 'changed', message: 'Its bytes are not those that the record lists (SHA-256).' }
    }
    return { file: input.label, state: 'missing', message: 'No file of the study has its bytes (SHA-256).' }
  })
}

/** Names of the files that have the bytes of an input, by SHA-256. Only files of the right size are read. */
async function findBytes(
  inputs: readonly RecordedInput[],
  there: readonly FoundFile[],
  report: (bytes: number) => void,
): Promise<Map<string, string>> {
  const wanted = new Set(inputs.map(({ sha256 }) => sha256))
  const sizes = new Set(inputs.map(({ bytes }) => bytes))
  const names = new Map<string, string>()
  let read = 0
  for (const file of there) {
    if (names.size === wanted.size) break
    if (!sizes.has(file.bytes)) continue
    // a cancel is heard between files
    await setImmediate()
    const sha256 = digestOf(file)
    if (sha256 !== null && wanted.has(sha256) && !names.has(sha256)) {
      names.set(sha256, file.relative)
      read += file.bytes
    }
    report(read)
  }
  return names
}

/** Null where the file can't be read: what can't be shown to be an input is none. */
function digestOf({ path }: FoundFile): string | null {
  try {
    return withFile(path, (source) => {
      const hash = createHash('sha256')
      for (let at = 0; at < source.size; at += hashedAtOnce) hash.update(source.read(at, hashedAtOnce))
      return hash.digest('hex')
    })
  } catch (thrown) {
    if (thrown instanceof Failure) return null
    throw thrown
  }
}

/** The names of files that stand for an input and have other bytes. */
function findChanged(missing: readonly RecordedInput[], there: readonly FoundFile[]): Map<RecordedInput, string> {
  const changed = new Map<RecordedInput, string>()
  if (missing.length === 0) return changed
  for (const file of there) {
    const scanned = scanFile(file)
    const uid = 'instance' in scanned ? scanned.instance.sopInstanceUid : ''
    const input = missing.find((one) => !changed.has(one) && standsFor(file.relative, uid, one))
    if (input !== undefined) changed.set(input, file.relative)
  }
  return changed
}

function standsFor(name: string, uid: string, input: RecordedInput): boolean {
  if ('file' in input) return name === input.file || (uid !== '' && uid === input.sopInstanceUid)
  return uid !== '' && replacementUid(uid) === input.replacementSopInstanceUid
}
