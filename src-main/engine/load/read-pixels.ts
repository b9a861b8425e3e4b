import { createHash } from 'node:crypto'
import { memorySource } from '../../../src-shared/dicom/byte-source.ts'
import { openDataSet } from '../../../src-shared/dicom/open-data-set.ts'
import { Failure, toFailure } from '../../../src-shared/failure.ts'
import { withFile } from '../scan/file-source.ts'
import { inflate } from '../scan/inflate.ts'
import type { SliceSource } from '../scan/series-source.ts'

/** The bytes of a native image's pixels. Throws what reading and parsing throw, and `E_READ` where the file is not the one that was scanned. */
export interface PixelBytes {
  readonly pixels: Uint8Array
  readonly sha256: string
  readonly bytes: number
}

/** Reads a whole file, checks that it still is the one that was scanned, and gives its pixels and its fingerprint. */
export function readPixels(slice: SliceSource): PixelBytes {
  try {
    const file = withFile(Buffer.from(slice.path), (source) => source.read(0, source.size))
    const set = openDataSet(memorySource(file), inflate)
    const { offset, length } = slice.pixels
    if (file.length !== slice.fileBytes || set.pixelData?.offset !== offset || set.source.size < offset + length) {
      throw new Failure('E_READ', 'The file has changed since the folder was read. Open the folder again.')
    }
    return {
      pixels: set.source.read(offset, length),
      sha256: createHash('sha256').update(file).digest('hex'),
      bytes: file.length,
    }
  } catch (thrown) {
    const failure = toFailure(thrown)
    throw new Failure(
      failure.code,
      `${slice.relativeFile}: ${failure.message}`,
      { ...failure.details, file: slice.relativeFile },
      { cause: thrown },
    )
  }
}
