import { join } from 'node:path'
import { fileNameOf } from '../../../src-shared/formats/file-name.ts'
import type { Format } from '../../../src-shared/formats/format.ts'
import type { RunRecord } from '../../../src-shared/run-record.ts'
import { checkFile } from './check-file.ts'
import { isOfRun, type PlannedRun } from './check-outputs.ts'
import { type FileSystem, nodeFileSystem } from './file-system.ts'
import { checkRecord } from './record-file.ts'
import { recordNameOf } from './record-name.ts'

export interface SavedSeries extends PlannedRun {
  /** Of the program, as the record has it. */
  readonly version: string
  readonly fingerprint: string
  /** Size of all files of the series together. */
  readonly inputBytes: number
}

export interface SavedBefore {
  readonly record: RunRecord
  /** Formats whose file is there, byte for byte as it was saved. */
  readonly formats: readonly string[]
}

/**
 * What an earlier run of this version, with the same method, parameters and identity, left under `name` of the same series; null where
 * there is no such run. That the files of the series are the same is told from their size, not by reading them.
 */
export async function savedBefore(
  folder: string,
  name: string,
  formats: readonly Format[],
  series: SavedSeries,
  files: FileSystem = nodeFileSystem,
): Promise<SavedBefore | null> {
  const found = await checkRecord(files, folder, recordNameOf(name))
  if (found === null || !found.sealed || found.record === 'other' || !isOf(found.record, series)) return null
  const { record } = found
  const whole: string[] = []
  for (const format of formats) {
    const output = record.outputs.find(({ file }) => file === fileNameOf(format, name))
    if (output === undefined) continue
    const { state } = await checkFile(files, join(folder, output.file), output, () => {})
    if (state === 'same') whole.push(format.id)
  }
  return { record, formats: whole }
}

const isOf = (record: RunRecord, { version, fingerprint, inputBytes, ...run }: SavedSeries): boolean =>
  isOfRun(record, run) &&
  record.version === version &&
  record.series.fingerprint === fingerprint &&
  record.inputs.reduce((sum, { bytes }) => sum + bytes, 0) === inputBytes

/** True where something lies under the name of the record. */
export const hasRecord = (folder: string, name: string, files: FileSystem = nodeFileSystem): Promise<boolean> =>
  files.taken(join(folder, recordNameOf(name)))
