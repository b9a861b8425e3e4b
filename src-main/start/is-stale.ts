import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

async function newest(path: string): Promise<number> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true })
  const times = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async (entry) => (await stat(join(entry.parentPath, entry.name))).mtimeMs),
  )
  return Math.max(0, ...times)
}

/** True when `output` is missing or older than any file below the source folders or any of the source files. */
export async function isStale(output: string, folders: readonly string[], files: readonly string[]): Promise<boolean> {
  const built = await stat(output).then(
    (found) => found.mtimeMs,
    () => null,
  )
  if (built === null) return true
  const times = await Promise.all([...folders.map(newest), ...files.map(async (file) => (await stat(file)).mtimeMs)])
  return Math.max(...times) > built
}
