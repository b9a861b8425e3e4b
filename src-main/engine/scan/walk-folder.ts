import { type Dirent, lstatSync, readdirSync, type Stats } from 'node:fs'
import { Failure } from '../../../src-shared/failure.ts'
import { limits } from '../../../src-shared/limits.ts'

/** A path as the file system has it: names need not be valid text. */
export interface FoundFile {
  readonly path: Buffer
  /** Below the walked folder, for people: control characters and invalid text escaped, separated by "/". */
  readonly relative: string
  readonly bytes: number
}

export type Found =
  | { readonly file: FoundFile }
  | { readonly skipped: { readonly relative: string; readonly failure: Failure } }

const separator = Buffer.from('/')

/**
 * Every entry below a folder that is no folder itself: regular files, and what is passed over with its reason. Links are
 * never followed, special files never opened. Reads folder after folder, so memory follows the widest one, not the tree.
 * Throws nothing for entries that can't be read: they are named.
 */
export function* walkFolder(root: string): Generator<Found> {
  const open: { path: Buffer; relative: string; depth: number }[] = [
    { path: Buffer.from(root), relative: '', depth: 0 },
  ]
  for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
    const { path, relative, depth } = folder
    let names: Dirent<Buffer>[]
    try {
      names = readdirSync(path, { withFileTypes: true, encoding: 'buffer' })
    } catch (thrown) {
      yield skip(relative, 'E_READ', `The folder can't be read (${reasonOf(thrown)}).`)
      continue
    }
    names.sort((a, b) => Buffer.compare(a.name, b.name))
    const folders: typeof open = []
    for (const { name } of names) {
      const below = {
        path: Buffer.concat([path, separator, name]),
        relative: relative === '' ? escapeName(name) : `${relative}/${escapeName(name)}`,
      }
      let facts: Stats
      try {
        facts = lstatSync(below.path)
      } catch (thrown) {
        yield skip(below.relative, 'E_READ', `The file can't be read (${reasonOf(thrown)}).`)
        continue
      }
      if (facts.isDirectory()) {
        if (depth + 1 > limits.scanDepth)
          yield skip(below.relative, 'E_DEPTH', `Folders deeper than ${limits.scanDepth} levels are not read.`)
        else folders.push({ ...below, depth: depth + 1 })
      } else if (facts.isFile()) {
        yield { file: { ...below, bytes: facts.size } }
      } else {
        const what = facts.isSymbolicLink()
          ? 'A link: links are not followed.'
          : 'Not a regular file: devices and pipes are not opened.'
        yield skip(below.relative, 'E_SPECIAL_FILE', what)
      }
    }
    open.push(...folders.reverse())
  }
}

function skip(relative: string, code: 'E_READ' | 'E_DEPTH' | 'E_SPECIAL_FILE', message: string): Found {
  return { skipped: { relative, failure: new Failure(code, message) } }
}

export function reasonOf(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : 'unknown reason'
}

/** A name as text on one line: invalid UTF-8 as \\xNN, control and direction characters as \\u{N}. */
export function escapeName(name: Buffer): string {
  const text = name.toString('utf8')
  const valid = Buffer.from(text, 'utf8').equals(name)
  const shown = valid
    ? text
    : [...name].map((byte) => (byte < 0x80 ? String.fromCharCode(byte) : `\\x${byte.toString(16)}`)).join('')
  return shown.replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  )
}
