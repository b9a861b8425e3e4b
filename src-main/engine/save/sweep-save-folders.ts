import { type FileSystem, nodeFileSystem } from './file-system.ts'
import { sweepTemporaries } from './temporary-file.ts'

/** Removes what killed saves left in these folders. A folder that is gone or can't be read is passed over. */
export async function sweepSaveFolders(folders: readonly string[], files: FileSystem = nodeFileSystem): Promise<void> {
  for (const folder of folders) {
    try {
      await sweepTemporaries(files, folder)
    } catch {
      // an unplugged disk, say: the next save into it sweeps
    }
  }
}
