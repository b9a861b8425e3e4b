import { inflateRawSync } from 'node:zlib'
import type { Inflate } from '../../../src-shared/dicom/open-data-set.ts'
import { Failure } from '../../../src-shared/failure.ts'
import { english } from '../../../src-shared/number-format.ts'

/** Raw inflation by zlib that stops at `maxBytes`. */
export const inflate: Inflate = (bytes, maxBytes) => {
  try {
    return inflateRawSync(bytes, { maxOutputLength: maxBytes })
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? thrown.code : ''
    if (code === 'ERR_BUFFER_TOO_LARGE') {
      throw new Failure(
        'E_INFLATE_LIMIT',
        `The compressed data set grows past ${english.number(maxBytes)} bytes. It is not opened.`,
        { maxBytes },
      )
    }
    if (code === 'Z_BUF_ERROR') throw new Failure('E_TRUNCATED', 'Cut short: the compressed data set ends early.')
    throw new Failure('E_INFLATE', 'The compressed data set is damaged.', {}, { cause: thrown })
  }
}
