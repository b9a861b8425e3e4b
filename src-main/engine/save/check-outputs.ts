import { join } from 'node:path'
import type { ParameterValues } from '../../../src-shared/parameters.ts'
import type { RunRecord } from '../../../src-shared/run-record.ts'
import { type FileSystem, nodeFileSystem } from './file-system.ts'
import { nearestExisting, resolveOutputFolder } from './output-folder.ts'
import { readRecord } from './record-file.ts'
import { isRecordName } from './record-name.ts'
import { outputExists, saveFailure } from './save-failure.ts'
import { tryWriting } from './try-writing.ts'

/** What a record must tell of for more files to join it, as far as it is known before the work. */
export interface PlannedRun {
  readonly method: string
  readonly parameters: ParameterValues
  readonly identity: RunRecord['identity']
}

/**
 * Says before any work what would keep these names from being written: `E_OUTPUT_IN_SOURCE`, `E_OUTPUT_NOT_WRITABLE`,
 * `E_NO_SPACE`, and `E_OUTPUT_EXISTS` where nothing may be replaced. A record of the same method, parameters and identity is let
 * pass: whether it is of the same input shows when it is joined. Leaves nothing behind.
 */
export async function checkOutputs(
  folder: string,
  names: readonly string[],
  options: { sourceFolders: readonly string[]; overwrite: boolean; run: PlannedRun },
  files: FileSystem = nodeFileSystem,
): Promise<void> {
  const real = await resolveOutputFolder(files, folder, options.sourceFolders)
  try {
    await tryWriting(files, await nearestExisting(files, real))
  } catch (error) {
    throw saveFailure(error, folder, null)
  }
  if (options.overwrite) return
  for (const name of names) {
    if (!(await files.taken(join(real, name)))) continue
    if (isRecordName(name) && (await mayJoin(files, real, name, options.run))) continue
    throw outputExists(folder, name)
  }
}

async function mayJoin(
  files: FileSystem,
  folder: string,
  name: string,
  { method, parameters, identity }: PlannedRun,
): Promise<boolean> {
  const record = await readRecord(files, folder, name)
  if (record === null || record === 'other' || record.method !== method || record.identity !== identity) return false
  const names = new Set([...Object.keys(parameters), ...Object.keys(record.parameters)])
  return [...names].every((name) => record.parameters[name] === parameters[name])
}
