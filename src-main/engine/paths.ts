import { realpath } from 'node:fs/promises'
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path'
import { Failure } from '../../src-shared/failure.ts'

export interface AllowedPaths {
  /** Adds a folder that the user opened, chose, browsed to or made. */
  allow(folder: string): Promise<void>
  /** The absolute form of `folder` where saving there is allowed, else throws `E_PATH_NOT_ALLOWED`. */
  requireWritable(folder: string): Promise<string>
  /** True for a path below a folder that was allowed (home is not enough); by name alone. */
  isAllowed(path: string): boolean
}

/**
 * Keeps saving below the home folder and the folders the user opened, chose, browsed to, made or saved into before. Links are followed before
 * comparing, so that none leads out. With `everywhere` any absolute path is allowed (the command line, where the user typed it).
 */
export function createAllowedPaths(options: {
  home: string
  everywhere: boolean
  /** Folders saved into before this start. */
  remembered?: () => Promise<readonly string[]>
}): AllowedPaths {
  const named = new Set<string>()
  const roots = new Set<string>()
  const home = realpathOfExisting(options.home)
  return {
    allow: async (folder) => {
      named.add(resolve(folder))
      roots.add(await realpathOfExisting(folder))
    },
    isAllowed: (path) => isAbsolute(path) && [...named, ...roots].some((root) => isWithin(root, resolve(path))),
    requireWritable: async (folder) => {
      const absolute = requireAbsolute(folder)
      if (options.everywhere) return absolute
      const real = await realpathOfExisting(absolute)
      const remembered = await Promise.all(((await options.remembered?.()) ?? []).map(realpathOfExisting))
      if ([await home, ...roots, ...remembered].some((root) => isWithin(root, real))) return absolute
      throw new Failure(
        'E_PATH_NOT_ALLOWED',
        `${absolute} lies outside your home folder and the folders you opened or chose. Choose the folder first.`,
        { path: absolute },
      )
    },
  }
}

/** The normal form of an absolute path; throws `E_PATH_NOT_ALLOWED` for a relative one or one with a NUL in it. */
export function requireAbsolute(path: string): string {
  if (!isAbsolute(path) || path.includes('\0')) {
    throw new Failure('E_PATH_NOT_ALLOWED', 'The path must be absolute. Choose the folder again.', { path })
  }
  return resolve(path)
}

export function isWithin(root: string, path: string): boolean {
  const rest = relative(root, path)
  return rest === '' || (rest !== '..' && !rest.startsWith(`..${sep}`) && !isAbsolute(rest))
}

/** The path with links resolved as far as it exists; the part that is not there yet is kept as it is. */
async function realpathOfExisting(path: string): Promise<string> {
  const absolute = resolve(path)
  try {
    return await realpath(absolute)
  } catch {
    // not there yet, or not ours to look into: what lies above it decides
    const parent = dirname(absolute)
    if (parent === absolute) return absolute
    return resolve(await realpathOfExisting(parent), relative(parent, absolute))
  }
}
