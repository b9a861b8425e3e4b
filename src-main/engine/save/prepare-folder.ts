import type { FileSystem } from './file-system.ts'
import { resolveOutputFolder } from './output-folder.ts'
import { saveFailure } from './save-failure.ts'
import { sweepTemporaries } from './temporary-file.ts'

/**
 * Makes the folder of a save, clears it of what killed saves left, and gives its path with every link resolved.
 * Throws `E_OUTPUT_IN_SOURCE` and `E_OUTPUT_NOT_WRITABLE`.
 */
export async function prepareFolder(
  { folder, sourceFolders }: { readonly folder: string; readonly sourceFolders: readonly string[] },
  files: FileSystem,
): Promise<string> {
  return guardFolder(folder, async () => {
    const resolved = await resolveOutputFolder(files, folder, sourceFolders)
    await files.makeFolder(resolved)
    await sweepTemporaries(files, resolved)
    return resolved
  })
}

/** Puts what the system said about the folder into a Failure. */
export async function guardFolder<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw saveFailure(error, folder, null)
  }
}
