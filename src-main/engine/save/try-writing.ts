import type { FileSystem } from './file-system.ts'
import { removeTemporary } from './stage-file.ts'
import { temporaryPath } from './temporary-file.ts'

/**
 * Makes an empty file in a folder that is there and removes it. Permissions alone don't tell: a superuser has them all, where no
 * file can be made. Throws system errors.
 */
export async function tryWriting(files: FileSystem, folder: string): Promise<void> {
  await files.checkWritable(folder)
  const path = temporaryPath(folder)
  const file = await files.open(path, 'create')
  await file.close()
  await removeTemporary(files, path)
}
