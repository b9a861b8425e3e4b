import { readFile } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import { isWithin } from '../paths.ts'

/** One line of the system's list of mounts. */
interface Mount {
  readonly device: string
  /** Which folder of the device is shown. */
  readonly root: string
  /** Where it is shown. */
  readonly at: string
}

/**
 * Where a path, links resolved, lies on its disk, whatever mount shows it: a folder that is mounted a second time elsewhere, or
 * a part of it, has one such place. Null where the system does not tell, as outside Linux, where there are no such mounts.
 */
export async function placeOnDisk(realPath: string): Promise<string | null> {
  return placeAmong(await readMounts(), realPath)
}

/** The same among these mounts, as proc_pid_mountinfo(5) lists them. */
export function placeAmong(list: string, realPath: string): string | null {
  let found: Mount | null = null
  for (const line of list.split('\n')) {
    const mount = parseMount(line)
    // of two at one point the later hides the earlier
    if (mount !== null && isWithin(mount.at, realPath) && mount.at.length >= (found?.at.length ?? 0)) found = mount
  }
  return found === null ? null : resolve(join('/', found.device, found.root, relative(found.at, realPath)))
}

function parseMount(line: string): Mount | null {
  const [, , device, root, at] = line.split(' ')
  return device === undefined || root === undefined || at === undefined
    ? null
    : { device, root: unescaped(root), at: unescaped(at) }
}

/** Blanks, tabs, line ends and backslashes stand as three octal digits. */
const unescaped = (text: string): string =>
  text.replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)))

async function readMounts(): Promise<string> {
  try {
    return await readFile('/proc/self/mountinfo', 'utf8')
  } catch {
    return '' // another system
  }
}
