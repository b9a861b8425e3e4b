import { createHash } from 'node:crypto'
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'

/** All there is to see of a folder and what is in it but times of reading: kinds, modes, owners, times of change, bytes. */
export function treeState(folder: string): Record<string, string> {
  const state: Record<string, string> = {}
  const look = (name: string): void => {
    const path = join(folder, name)
    const { mode, uid, gid, size, mtimeNs, ctimeNs, ino, nlink } = lstatSync(path, { bigint: true })
    const kind = lstatSync(path)
    const content = kind.isFile() ? sha256(path) : kind.isSymbolicLink() ? readlinkSync(path) : ''
    state[name] = [mode.toString(8), uid, gid, size, mtimeNs, ctimeNs, ino, nlink, content].join(' ')
    if (kind.isDirectory()) for (const child of readdirSync(path).sort()) look(join(name, child))
  }
  look('.')
  return state
}

const sha256 = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex')
