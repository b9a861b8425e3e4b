import { readFailure } from '../host/client.ts'
import { engine } from './engine.ts'
import { parentOf } from './parent-folder.ts'

/**
 * Runs a call that saves into a folder. One that was typed, and not chosen in a dialog, is chosen by looking into it; one that
 * is made on saving, by looking into its parent.
 */
export async function inTypedFolder<T>(folder: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (thrown) {
    if (readFailure(thrown).code !== 'E_PATH_NOT_ALLOWED') throw thrown
    const { client } = engine()
    await client.folders.browse({ path: folder }).catch((absent: unknown) => {
      const parent = parentOf(folder.trim())
      if (readFailure(absent).code !== 'E_FOLDER_NOT_FOUND' || parent === null) throw absent
      return client.folders.browse({ path: parent })
    })
    return call()
  }
}
