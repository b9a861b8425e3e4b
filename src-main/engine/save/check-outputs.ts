import { join } from 'node:path'
import { errorCode } from './error-code.ts'
import { type FileSystem, nodeFileSystem } from './file-system.ts'
import { nearestExisting, resolveOutputFolder } from './output-folder.ts'
import { notWritable, outputExists } from './save-failure.ts'

/**
 * Says before any work what would keep these names from being written: `E_OUTPUT_IN_SOURCE`, `E_OUTPUT_NOT_WRITABLE`, and
 * `E_OUTPUT_EXISTS` where nothing may be replaced. Writes nothing.
 */
export async function checkOutputs(
  folder: string,
  names: readonly string[],
  options: { sourceFolders: readonly string[]; overwrite: boolean },
  files: FileSystem = nodeFileSystem,
): Promise<void> {
  const real = await resolveOutputFolder(files, folder, options.sourceFolders)
  try {
    await files.checkWritable(await nearestExisting(files, real))
  } catch (error) {
    throw notWritable(folder, errorCode(error), null, error)
  }
  if (options.overwrite) return
  for (const name of names) {
    if (await files.taken(join(real, name))) throw outputExists(folder, name)
  }
}
