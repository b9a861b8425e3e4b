import { dirname, join, relative, resolve } from 'node:path'
import { Failure } from '../../../src-shared/failure.ts'
import { isWithin } from '../paths.ts'
import { errorCode } from './error-code.ts'
import type { FileSystem } from './file-system.ts'
import { notWritable } from './save-failure.ts'

/** The nearest folder of `path` upwards that is there. */
export async function nearestExisting(files: FileSystem, path: string): Promise<string> {
  let folder = resolve(path)
  for (;;) {
    if (await files.taken(folder)) return folder
    const parent = dirname(folder)
    if (parent === folder) return folder
    folder = parent
  }
}

/**
 * The folder with every link resolved, whether it is there yet or not.
 * Throws `E_OUTPUT_IN_SOURCE` where it is one of `sourceFolders` or inside one, through links and other mounts too, and
 * `E_OUTPUT_NOT_WRITABLE` where it can't be a folder.
 */
export async function resolveOutputFolder(
  files: FileSystem,
  folder: string,
  sourceFolders: readonly string[],
): Promise<string> {
  const existing = await nearestExisting(files, folder)
  let real: string
  try {
    real = await files.realPath(existing)
  } catch (error) {
    throw notWritable(folder, errorCode(error), null, error)
  }
  if ((await files.info(real))?.kind !== 'folder') throw notWritable(folder, 'ENOTDIR', null)
  for (const source of sourceFolders) if (await liesInside(files, real, source)) throw inSource(folder)
  return join(real, relative(existing, resolve(folder)))
}

async function liesInside(files: FileSystem, real: string, source: string): Promise<boolean> {
  const identity = (await files.info(source))?.identity
  if (identity === undefined) return false
  for (let at = real; ; at = dirname(at)) {
    if ((await files.info(at))?.identity === identity) return true
    if (dirname(at) === at) break
  }
  // a part of it may be mounted elsewhere, where nothing above tells what it is a part of
  const [inner, outer] = [await files.place(real), await files.place(await files.realPath(source))]
  return inner !== null && outer !== null && isWithin(outer, inner)
}

function inSource(folder: string): Failure {
  return new Failure(
    'E_OUTPUT_IN_SOURCE',
    `${folder} lies inside the study folder, which Hilum never writes to. Choose a folder outside of it.`,
    { folder },
  )
}
