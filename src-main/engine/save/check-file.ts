import { createHash } from 'node:crypto'
import { Failure } from '../../../src-shared/failure.ts'
import { english } from '../../../src-shared/number-format.ts'
import type { RunRecord } from '../../../src-shared/run-record.ts'
import { errorCode } from './error-code.ts'
import type { FileSystem } from './file-system.ts'
import { readChunks } from './move-chunks.ts'

/** How a file stands against its record. */
export interface FileState {
  readonly state: 'same' | 'changed' | 'missing' | 'unreadable'
  /** What differs, in words; empty where nothing does. */
  readonly message: string
}

/** Compares a file with what a record lists of it: its size, then every byte by SHA-256. `onRead` is called with the bytes read so far. */
export async function checkFile(
  files: FileSystem,
  path: string,
  expected: Pick<RunRecord['outputs'][number], 'bytes' | 'sha256'>,
  onRead: (bytes: number) => void,
): Promise<FileState> {
  try {
    const info = await files.info(path)
    if (info === null) return { state: 'missing', message: 'The file is not there.' }
    if (info.kind !== 'file') return { state: 'unreadable', message: 'Not a regular file.' }
    if (info.bytes !== expected.bytes) {
      const [now, then] = [info.bytes, expected.bytes].map((bytes) => english.number(bytes))
      return { state: 'changed', message: `${now} bytes; the record says ${then}.` }
    }
    const hash = createHash('sha256')
    let read = 0
    for await (const chunk of readChunks(files, path)) {
      hash.update(chunk)
      read += chunk.length
      onRead(read)
    }
    if (hash.digest('hex') === expected.sha256) return { state: 'same', message: '' }
    return { state: 'changed', message: 'Its bytes are not those that the record lists (SHA-256).' }
  } catch (error) {
    if (error instanceof Failure) throw error
    return { state: 'unreadable', message: `The file can't be read (${errorCode(error)}).` }
  }
}
