import { join } from 'node:path'
import { Failure } from '../../../src-shared/failure.ts'
import { fileNameOf } from '../../../src-shared/formats/file-name.ts'
import type { ExportExtent } from '../../../src-shared/formats/format.ts'
import { pickFormats } from '../../../src-shared/formats/registry.ts'
import { errorCode } from './error-code.ts'
import { type FileSystem, nodeFileSystem } from './file-system.ts'
import { nearestExisting, resolveOutputFolder } from './output-folder.ts'
import { recordNameOf } from './record-name.ts'
import { noSpace, notWritable } from './save-failure.ts'
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
  const existing = await nearestExisting(files, folder)
  const freeBytes = await freeBytesOrNull(files, existing)
  const rows = await Promise.all(
    wanted.map(async (file) => ({ ...file, exists: await files.taken(join(folder, file.name)) })),
  )
  const problem = await findProblem(files, folder, existing, sourceFolders)
  const needed = wanted.reduce((sum, file) => sum + file.bytes, 0)
  const full = problem === null && freeBytes !== null && freeBytes < needed ? noSpace(folder, needed, freeBytes) : null
  return { writable: problem === null && full === null, problem: problem ?? full, freeBytes, files: rows }
}

async function findProblem(
  files: FileSystem,
  folder: string,
  existing: string,
  sourceFolders: readonly string[],
): Promise<Failure | null> {
  try {
    await resolveOutputFolder(files, folder, sourceFolders)
    await tryWriting(files, existing)
    return null
  } catch (error) {
    return error instanceof Failure ? error : notWritable(folder, errorCode(error), null, error)
  }
}
