import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import { Failure } from '../../src-shared/failure.ts'
import type { Labelmap } from '../../src-shared/formats/labelmap.ts'
import { readLabelmap } from '../../src-shared/formats/read-labelmap.ts'
import type { Grid } from '../../src-shared/geometry.ts'
import { limits } from '../../src-shared/limits.ts'
import { errorCode } from './save/error-code.ts'

/**
 * Reads a labelmap file of any format Hilum knows; DICOM files, which may hold part of a series, are laid on `series`. Throws what `readLabelmap` throws, `E_READ`,
 * `E_SPECIAL_FILE` and `E_FILE_TOO_LARGE`.
 */
export async function readLabelmapFile(path: string, series: Grid | null = null): Promise<Labelmap> {
  return readLabelmap(basename(path), await readLabelmapBytes(path), series)
}

/** The bytes of a labelmap file. Throws `E_READ`, `E_SPECIAL_FILE` and `E_FILE_TOO_LARGE`. */
export async function readLabelmapBytes(path: string): Promise<Uint8Array> {
  try {
    // without waiting: a pipe would never open
    const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
    try {
      const facts = await file.stat()
      if (!facts.isFile()) throw new Failure('E_SPECIAL_FILE', 'This is no regular file. Choose a labelmap file.')
      if (facts.size > limits.fileBytes) {
        throw new Failure('E_FILE_TOO_LARGE', 'It is larger than 1 GB. Save it compressed.')
      }
      return await file.readFile()
    } finally {
      await file.close()
    }
  } catch (thrown) {
    if (thrown instanceof Failure) throw thrown
    const code = errorCode(thrown)
    const why =
      code === 'ENOENT' ? 'There is no such file. Check the path.' : `It can't be read (${code}). Check your rights.`
    throw new Failure('E_READ', why, {}, { cause: thrown })
  }
}
