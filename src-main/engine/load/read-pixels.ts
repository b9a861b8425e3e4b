import { createHash } from 'node:crypto'
import { memorySource } from '../../../src-shared/dicom/byte-source.ts'
import type { Instance, OtherInstance } from '../../../src-shared/dicom/instance.ts'
import { openDataSet } from '../../../src-shared/dicom/open-data-set.ts'
import { readInstance } from '../../../src-shared/dicom/read-instance.ts'
import { withAdvice } from '../../../src-shared/dicom/with-advice.ts'
import { Failure, toFailure } from '../../../src-shared/failure.ts'
import { decodeText } from '../scan/decode-text.ts'
import { withFile } from '../scan/file-source.ts'
import { inflate } from '../scan/inflate.ts'
import type { SliceSource } from '../scan/series-source.ts'

/** The pixels of one native image, and its whole file's size and fingerprint. */
export interface PixelBytes {
  readonly pixels: Uint8Array
  readonly sha256: string
  readonly bytes: number
}

/**
 * Reads a whole file, checks that it still holds the image that was scanned, and gives its pixels and its fingerprint.
 * Throws what reading and parsing throw, and `E_READ` for another image, each with the name of the file.
 */
export function readPixels(slice: SliceSource): PixelBytes {
  try {
    const file = withFile(Buffer.from(slice.path), (source) => source.read(0, source.size))
    const set = openDataSet(memorySource(file), inflate)
    if (file.length !== slice.fileBytes || !isSameImage(readInstance(set, file.length, decodeText), slice)) {
      throw new Failure('E_READ', 'The file has changed since the folder was read. Open the folder again.')
    }
    return {
      pixels: set.source.read(slice.pixels.offset, slice.pixels.length),
      sha256: createHash('sha256').update(file).digest('hex'),
      bytes: file.length,
    }
  } catch (thrown) {
    const failure = withAdvice(toFailure(thrown))
    throw new Failure(
      failure.code,
      `${slice.relativeFile}: ${failure.message}`,
      { ...failure.details, file: slice.relativeFile },
      { cause: thrown },
    )
  }
}

/** True where everything that decides a voxel's value and place is what it was. */
function isSameImage(now: Instance | OtherInstance, then: Instance): boolean {
  if (now.kind !== 'ct') return false
  const decisive = ({ sopInstanceUid, pixels, slope, intercept, position, row, column, spacing }: Instance): string =>
    JSON.stringify([sopInstanceUid, Object.values(pixels), slope, intercept, position, row, column, spacing])
  return decisive(now) === decisive(then)
}
