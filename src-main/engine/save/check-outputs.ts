import { join } from 'node:path'
import type { ParameterValues } from '../../../src-shared/parameters.ts'
import type { RunRecord } from '../../../src-shared/run-record.ts'
import { type FileSystem, nodeFileSystem } from './file-system.ts'
import { nearestExisting, resolveOutputFolder } from './output-folder.ts'
import { guardFolder } from './prepare-folder.ts'
import { readRecord } from './record-file.ts'
import { isRecordName } from './record-name.ts'
import { noSpace, outputExists } from './save-failure.ts'
import { freeBytesOrNull } from './stage-file.ts'
import { tryWriting } from './try-writing.ts'

/** What a record must tell of for more files to join it, as far as it is known before the work. */
export interface PlannedRun {
  readonly method: string
  readonly parameters: ParameterValues
  readonly identity: RunRecord['identity']
}

/** What a disk takes for the smallest file; how large files become is known after the work. */
const blockBytes = 4096

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
  await guardFolder(folder, async () => {
    const real = await resolveOutputFolder(files, folder, options.sourceFolders)
    const existing = await nearestExisting(files, real)
    await tryWriting(files, existing)
    const freeBytes = await freeBytesOrNull(files, existing)
    const leastBytes = names.length * blockBytes
    if (freeBytes !== null && freeBytes < leastBytes) throw noSpace({ folder, neededBytes: leastBytes, freeBytes })
    if (options.overwrite) return
    for (const name of names) {
      if (!(await files.taken(join(real, name)))) continue
      if (isRecordName(name) && (await mayJoin(files, real, name, options.run))) continue
      throw outputExists(folder, name)
    }
  })
}

async function mayJoin(files: FileSystem, folder: string, name: string, run: PlannedRun): Promise<boolean> {
  const record = await readRecord(files, folder, name)
  return record !== null && record !== 'other' && isOfRun(record, run)
}

/** True where the record tells of this method, these parameters and this choice of identity; of which series is not asked. */
export function isOfRun(record: RunRecord, { method, parameters, identity }: PlannedRun): boolean {
  if (record.method !== method || record.identity !== identity) return false
  const names = new Set([...Object.keys(parameters), ...Object.keys(record.parameters)])
  return [...names].every((name) => record.parameters[name] === parameters[name])
}
