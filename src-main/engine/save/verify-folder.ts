import { dirname, join } from 'node:path'
import type { ComparisonRecord } from '../../../src-shared/comparison-record.ts'
import { Failure } from '../../../src-shared/failure.ts'
import { english } from '../../../src-shared/number-format.ts'
import type { Report } from '../../../src-shared/report.ts'
import { type RecordedInput, type RunRecord, runRecordFileName } from '../../../src-shared/run-record.ts'
import { checkFile, type FileState } from './check-file.ts'
import { checkInputs, type ListedInput } from './check-inputs.ts'
import { checkComparison } from './comparison-file.ts'
import { errorCode } from './error-code.ts'
import { type FileSystem, nodeFileSystem } from './file-system.ts'
import { checkRecord, type Found, type FoundRecord } from './record-file.ts'
import { isRecordName, recordNamesIn } from './record-name.ts'
import { isTemporaryName } from './temporary-file.ts'

/** One file, and how it stands against its record. */
export interface CheckedFile extends FileState {
  readonly record: string
  readonly kind: 'record' | 'output' | 'input'
  /** What was saved, such as `nifti`, `record`, `comparison-json` or `picture`; null of inputs. */
  readonly format: string | null
  readonly file: string
}

export interface FolderCheck {
  readonly folder: string
  /** Of runs. */
  readonly records: readonly string[]
  /** JSON files of comparisons, which are the records of their own tables and pictures. */
  readonly comparisons: readonly string[]
  /** SHA-256 of the record; null where there are several, or where it can't be read. */
  readonly recordSha256: string | null
  readonly files: readonly CheckedFile[]
  /** Files that were being written when a save was killed; the next save removes them. */
  readonly leftOver: readonly string[]
  /** Other files of the folder: no record lists them, so nothing is known of them. */
  readonly unlisted: readonly string[]
}

/**
 * Checks every record of a folder, of runs and of comparisons, and every file it lists: there, of its size, and byte for byte what was
 * saved, by SHA-256. `study`, where given, is the folder the inputs were read from: they are looked for in it too. `report` is called
 * per piece read.
 * Throws `E_FOLDER_NOT_FOUND`, `E_FOLDER_UNREADABLE` and `E_NO_RECORD`; what differs is returned.
 */
export async function verifyFolder(
  { folder, study }: { readonly folder: string; readonly study: string | null },
  report: Report,
  files: FileSystem = nodeFileSystem,
): Promise<FolderCheck> {
  const names = await listFolder(files, folder)
  const runs: FoundRecord[] = []
  for (const name of recordNamesIn(names)) {
    const found = await checkRecord(files, folder, name)
    if (found !== null) runs.push(found)
  }
  const comparisons: Found<ComparisonRecord>[] = []
  for (const name of names.filter(canBeComparison).sort()) {
    const found = await checkComparison(files, folder, name)
    if (found !== null) comparisons.push(found)
  }
  const records = [...runs, ...comparisons]
  if (records.length === 0) {
    throw new Failure(
      'E_NO_RECORD',
      `There is no ${runRecordFileName} and no comparison in ${folder}. Name a folder that Hilum saved into.`,
      { folder },
    )
  }
  const outputs = records.flatMap((found) => listedOutputs(found, folder))
  const inputs = study === null ? [] : runs.flatMap(listedInputs)
  const total = bytesOf(outputs) + bytesOf(inputs)
  const checked: CheckedFile[] = [
    ...runs.map((found) => checkedRecord(found, 'record')),
    ...comparisons.map((found) => checkedRecord(found, 'comparison-json')),
  ]
  let before = 0
  const onRead = (read: number): void => report(Math.min(total, before + read), total)
  for (const { record, file, format, ...expected } of outputs) {
    const state = await checkFile(files, join(folder, file), expected, onRead)
    before += expected.bytes
    checked.push({ record, kind: 'output', format, file, ...state })
  }
  const found = study === null ? [] : await checkInputs(inputs, study, onRead)
  checked.push(
    ...found.map((one, n) => ({ record: inputs[n]?.record ?? '', kind: 'input' as const, format: null, ...one })),
  )
  report(total, total)
  const known = new Set(checked.filter(({ kind }) => kind !== 'input').map(({ file }) => file))
  return {
    folder,
    records: runs.map(({ name }) => name),
    comparisons: comparisons.map(({ name }) => name),
    recordSha256: records.length === 1 ? (records[0]?.sha256 ?? null) : null,
    files: checked,
    leftOver: names.filter(isTemporaryName),
    unlisted: await otherFiles(files, folder, names, known),
  }
}

const canBeComparison = (name: string): boolean => name.endsWith('.json') && !isRecordName(name)

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

async function otherFiles(
  files: FileSystem,
  folder: string,
  names: readonly string[],
  known: ReadonlySet<string>,
): Promise<string[]> {
  const other: string[] = []
  for (const name of names) {
    if (known.has(name) || isTemporaryName(name)) continue
    if (await isFile(files, join(folder, name))) other.push(name)
  }
  return other.sort()
}

async function isFile(files: FileSystem, path: string): Promise<boolean> {
  try {
    return (await files.info(path))?.kind === 'file'
  } catch {
    return false // such as links in a circle
  }
}

type AnyRecord = RunRecord | ComparisonRecord

function checkedRecord({ name, record, sealed }: Found<AnyRecord>, format: string): CheckedFile {
  const base = { record: name, kind: 'record', format, file: name } as const
  if (record === 'other')
    return { ...base, state: 'unreadable', message: 'Not a record that this version of Hilum reads.' }
  if (!sealed) return { ...base, state: 'changed', message: 'The record was changed after it was written.' }
  return { ...base, state: 'same', message: '' }
}

type OfRecord<File> = File & { readonly record: string }

/** Those that lie below the folder. */
function listedOutputs({ name, record }: Found<AnyRecord>, folder: string): OfRecord<RunRecord['outputs'][number]>[] {
  if (record === 'other') return []
  return record.outputs.filter(({ file }) => staysBelow(folder, file)).map((output) => ({ ...output, record: name }))
}

function listedInputs({ name, record }: FoundRecord): OfRecord<ListedInput>[] {
  if (record === 'other') return []
  const { inputs } = record
  const labelOf = (input: RecordedInput, n: number): string =>
    'file' in input ? input.file : `input ${english.number(n + 1)} of ${english.number(inputs.length)}`
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
