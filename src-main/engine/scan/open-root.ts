import { opendirSync, realpathSync, statSync } from 'node:fs'
import { Failure } from '../../../src-shared/failure.ts'
import { reasonOf } from './walk-folder.ts'

/** The real path of a folder that can be listed. Throws `E_FOLDER_NOT_FOUND` or `E_FOLDER_UNREADABLE`. */
export function openRoot(folder: string): string {
  try {
    const root = realpathSync(folder)
    if (statSync(root).isDirectory()) {
      opendirSync(root).closeSync()
      return root
    }
  } catch (thrown) {
    const reason = reasonOf(thrown)
    if (reason === 'ENOENT' || reason === 'ENOTDIR') {
      const message = `There is no folder ${folder}. Check the path, or connect its drive.`
      throw new Failure('E_FOLDER_NOT_FOUND', message, { folder, reason }, { cause: thrown })
    }
    const message = `The folder ${folder} can't be read (${reason}). Check its drive and your permissions.`
    throw new Failure('E_FOLDER_UNREADABLE', message, { folder, reason }, { cause: thrown })
  }
  throw new Failure('E_FOLDER_NOT_FOUND', `${folder} is a file, not a folder. Choose the folder it lies in.`, {
    folder,
  })
}
