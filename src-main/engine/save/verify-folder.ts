import { createHash } from 'node:crypto'
import { dirname, join } from 'node:path'
import { Failure } from '../../../src-shared/failure.ts'
import type { Report } from '../../../src-shared/report.ts'
import { type RecordedInput, runRecordFileName } from '../../../src-shared/run-record.ts'
import { checkInputs, type ListedInput } from './check-inputs.ts'
import { errorCode } from './error-code.ts'
import { type FileSystem, nodeFileSystem } from './file-system.ts'
import { readChunks } from './move-chunks.ts'
import { checkRecord, type FoundRecord } from './record-file.ts'
import { recordNamesIn } from './record-name.ts'
import { isTemporaryName } from './temporary-file.ts'

/** One file, and how it stands against its record. */
export interface CheckedFile {
  readonly record: string
  readonly kind: 'record' | 'output' | 'input'
  readonly file: string
  readonly state: 'same' | 'changed' | 'missing' | 'unreadable'
  /** What differs, in words; empty where nothing does. */
  readonly message: string
}

export interface FolderCheck {
  readonly folder: string
  readonly records: readonly string[]
  /** SHA-256 of the record; null where there are several, or where it can't be read. */
  readonly recordSha256: string | null
  readonly files: readonly CheckedFile[]
  /** Files that were being written when a save was killed; the next save removes them. */
  readonly leftOver: readonly string[]
}

interface Expected {
  readonly file: string
  readonly bytes: number
  readonly sha256: string
}

/**
 * Checks every record of a folder and every file it lists: there, of its size, and byte for byte what was saved, by SHA-256.
 * `study`, where given, is the folder the inputs were read from: they are looked for in it too. `report` is called per piece
 * read.
 * Throws `E_FOLDER_NOT_FOUND`, `E_FOLDER_UNREADABLE` and `E_NO_RECORD`; what differs is returned.
 */
export async function verifyFolder(
  { folder, study }: { readonly folder: string; readonly study: string | null },
  report: Report,
  files: FileSystem = nodeFileSystem,
): Promise<FolderCheck> {
  const names = await listFolder(files, folder)
  const records: FoundRecord[] = []
  for (const name of recordNamesIn(names)) {
    const found = await checkRecord(files, folder, name)
    if (found !== null) records.push(found)
  }
  if (records.length === 0) {
    throw new Failure(
      'E_NO_RECORD',
      `There is no ${runRecordFileName} in ${folder}. Name a folder that Hilum saved into.`,
      {
        folder,
      },
    )
  }
  const outputs = records.flatMap((found) => listedOutputs(found, folder))
  const inputs = study === null ? [] : records.flatMap(listedInputs)
  const total = bytesOf(outputs) + bytesOf(inputs)
  const checked: CheckedFile[] = records.map(checkedRecord)
  let before = 0
  const onRead = (read: number): void => report(Math.min(total, before + read), total)
  for (const { record, ...expected } of outputs) {
    const found = await compare(files, join(folder, expected.file), expected, onRead)
    before += expected.bytes
    checked.push({ record, kind: 'output', file: expected.file, ...found })
  }
  const found = study === null ? [] : await checkInputs(inputs, study, onRead)
  checked.push(...found.map((one, n) => ({ record: inputs[n]?.record ?? '', kind: 'input' as const, ...one })))
  report(total, total)
  return {
    folder,
    records: records.map(({ name }) => name),
    recordSha256: records.length === 1 ? (records[0]?.sha256 ?? null) : null,
    files: checked,
    leftOver: names.filter(isTemporaryName),
  }
}

async function listFolder(files: FileSystem, folder: string): Promise<string[]> {
  try {
    return await files.list(folder)
  } catch (error) {
    const code = errorCode(error)
    if (code === 'ENOENT' || code === 'ENOTDIR')
      throw new Failure('E_FOLDER_NOT_FOUND', `There is no folder ${folder}.`, { folder })
    throw new Failure('E_FOLDER_UNREADABLE', `The folder ${folder} can't be read (${code}).`, { folder })
  }
}

function checkedRecord({ name, record, sealed }: FoundRecord): CheckedFile {
  const base = { record: name, kind: 'record', file: name } as const
  if (record === 'other')
    return { ...base, state: 'unreadable', message: 'Not a record that this version of Hilum reads.' }
  if (!sealed) return { ...base, state: 'changed', message: 'The record was changed after it was written.' }
  return { ...base, state: 'same', message: '' }
}

type OfRecord<File> = File & { readonly record: string }

/** Those that lie below the folder. */
function listedOutputs({ name, record }: FoundRecord, folder: string): OfRecord<Expected>[] {
  if (record === 'other') return []
  return record.outputs.filter(({ file }) => staysBelow(folder, file)).map((output) => ({ ...output, record: name }))
}

function listedInputs({ name, record }: FoundRecord): OfRecord<ListedInput>[] {
  if (record === 'other') return []
  const { inputs } = record
  const labelOf = (input: RecordedInput, n: number): string =>
    'file' in input ? input.file : `input ${n + 1} of ${inputs.length}`
  return inputs.map((input, n) => ({ ...input, record: name, label: labelOf(input, n) }))
}

const bytesOf = (files: readonly { readonly bytes: number }[]): number =>
  files.reduce((sum, { bytes }) => sum + bytes, 0)

/** A changed record must not make anything outside its folder be read. */
const staysBelow = (base: string, file: string): boolean => {
  let at = join(base, file)
  while (at !== base && dirname(at) !== at) at = dirname(at)
  return at === base
}

async function compare(
  files: FileSystem,
  path: string,
  expected: Expected,
  onRead: (bytes: number) => void,
): Promise<Pick<CheckedFile, 'state' | 'message'>> {
  try {
    const info = await files.info(path)
    if (info === null) return { state: 'missing', message: 'The file is not there.' }
    if (info.kind !== 'file') return { state: 'unreadable', message: 'Not a regular file.' }
    if (info.bytes !== expected.bytes) {
      const [now, then] = [info.bytes, expected.bytes].map((bytes) => bytes.toLocaleString('en-US'))
      return { state: 'changed', message: `${now} bytes; the record says ${then}.` }
    }
    const hash = createHash('sha256')
    let read = 0
    for await (const chunk of readChunks(files, path)) {
      hash.update(chunk)
      read += chunk.length
      onRead(read)
    }
    if (hash.digest('hex') === expected.sha256) return { state: 'same', message: '' }
    return { state: 'changed', message: 'Its bytes are not those that the record lists (SHA-256).' }
  } catch (error) {
    if (error instanceof Failure) throw error
    return { state: 'unreadable', message: `The file can't be read (${errorCode(error)}).` }
  }
}
