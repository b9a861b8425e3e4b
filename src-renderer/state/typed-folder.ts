import { failureFromJson } from '../../src-shared/failure.ts'
import { engine } from './engine.ts'

/**
 * Chooses a folder that was typed, not picked in a dialog; one that is made on saving, by its parent. Throws the Failure that says why
 * it can not be used.
 */
export async function chooseTypedFolder(folder: string): Promise<void> {
  const { problem } = await engine().client.folders.choose({ path: folder })
  if (problem !== null) throw failureFromJson(problem)
}
