import { createHash } from 'node:crypto'
import { memorySource } from '../../../src-shared/dicom/byte-source.ts'
import type { Instance, OtherInstance } from '../../../src-shared/dicom/instance.ts'
import { openDataSet } from '../../../src-shared/dicom/open-data-set.ts'
import { readInstance } from '../../../src-shared/dicom/read-instance.ts'
import { findTransferSyntax } from '../../../src-shared/dicom/transfer-syntaxes.ts'
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
 * The pixels are valid until the thread reads the next image. Throws what reading and parsing throw, and `E_READ` for another
 * image, each with the name of the file.
 */
export function readPixels(slice: SliceSource): PixelBytes {
  try {
    const { file, untouched } = readWhole(slice)
    return {
      pixels: untouched ? pixelsOf(file, slice) : checkedPixels(file, slice),
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

/** One buffer serves all files of a thread, so that a series leaves no garbage of its own size. */
let buffer = new Uint8Array(0)
const largestKeptBytes = 8 * 2 ** 20

/** Reads a file so that its pixels lie at a multiple of 4 bytes. `untouched`: nobody wrote to it since its header was read. */
function readWhole({ path, pixels, stamp }: SliceSource): { file: Uint8Array; untouched: boolean } {
  return withFile(Buffer.from(path), (source) => {
    const shift = -pixels.offset & 3
    const needed = source.size + shift
    const target = needed <= buffer.length ? buffer : new Uint8Array(needed)
    if (needed <= largestKeptBytes) buffer = target
    const file = target.subarray(shift, needed)
    const read = source.readInto(file)
    return { file: file.subarray(0, read), untouched: stamp !== null && stamp === source.stamp && read === source.size }
  })
}

/** Where the scan found the pixels. An inflated data set has to be inflated again. */
function pixelsOf(file: Uint8Array, slice: SliceSource): Uint8Array {
  if (findTransferSyntax(slice.transferSyntaxUid)?.deflated !== false) return checkedPixels(file, slice)
  const { offset, length } = slice.pixels
  return file.subarray(offset, offset + length)
}

function checkedPixels(file: Uint8Array, slice: SliceSource): Uint8Array {
  const set = openDataSet(memorySource(file), inflate)
  if (file.length !== slice.fileBytes || !isSameImage(readInstance(set, file.length, decodeText), slice)) {
    throw new Failure('E_READ', 'The file has changed since the folder was read. Open the folder again.')
  }
  return set.source.read(slice.pixels.offset, slice.pixels.length)
}

/** True where everything that decides a voxel's value and place is what it was. */
function isSameImage(now: Instance | OtherInstance, then: Instance): boolean {
  if (now.kind !== 'ct') return false
  const decisive = ({ sopInstanceUid, pixels, slope, intercept, position, row, column, spacing }: Instance): string =>
    JSON.stringify([sopInstanceUid, Object.values(pixels), slope, intercept, position, row, column, spacing])
  return decisive(now) === decisive(then)
}
