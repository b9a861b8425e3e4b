import { join } from 'node:path'
import type { Failure } from '../../../src-shared/failure.ts'
import { fileNameOf } from '../../../src-shared/formats/file-name.ts'
import type { ExportExtent } from '../../../src-shared/formats/format.ts'
import { pickFormats } from '../../../src-shared/formats/registry.ts'
import { type FileSystem, nodeFileSystem } from './file-system.ts'
import { nearestExisting, resolveOutputFolder } from './output-folder.ts'
import { recordNameOf } from './record-name.ts'
import { noSpace, saveFailure } from './save-failure.ts'
import type { SaveJob } from './save-job.ts'
import { freeBytesOrNull } from './stage-file.ts'
import { tryWriting } from './try-writing.ts'

export interface SavePlan {
  readonly writable: boolean
  /** Why nothing can be written there. */
  readonly problem: Failure | null
  readonly freeBytes: number | null
  readonly files: { format: string; name: string; bytes: number; exists: boolean }[]
}

// five lines an input file and about 6 kB of the rest
const recordBytes = (extent: ExportExtent): number => 6000 + 240 * extent.grid.size[2]

/**
 * What a save would write, how large and over what. Nothing is left behind, but a file is made and removed again: permissions alone
 * don't tell whether one can be. Throws `E_USAGE` for an unknown format.
 */
export async function planSave(
  { folder, formats, name }: Pick<SaveJob, 'folder' | 'formats' | 'name'>,
  extent: ExportExtent,
  sourceFolders: readonly string[],
  files: FileSystem = nodeFileSystem,
): Promise<SavePlan> {
  const wanted = [
    ...pickFormats(formats).map((format) => ({
      format: format.id,
      name: fileNameOf(format, name),
      bytes: format.estimateBytes(extent),
    })),
    { format: 'record', name: recordNameOf(name), bytes: recordBytes(extent) },
  ]
  let [freeBytes, rows]: [number | null, SavePlan['files']] = [null, wanted.map((file) => ({ ...file, exists: false }))]
  try {
    const existing = await nearestExisting(files, folder)
    freeBytes = await freeBytesOrNull(files, existing)
    rows = await Promise.all(
      wanted.map(async (file) => ({ ...file, exists: await files.taken(join(folder, file.name)) })),
    )
    await resolveOutputFolder(files, folder, sourceFolders)
    await tryWriting(files, existing)
    const neededBytes = wanted.reduce((sum, file) => sum + file.bytes, 0)
    if (freeBytes !== null && freeBytes < neededBytes) throw noSpace({ folder, neededBytes, freeBytes })
  } catch (error) {
    return { writable: false, problem: saveFailure(error, folder, null), freeBytes, files: rows }
  }
  return { writable: true, problem: null, freeBytes, files: rows }
}
