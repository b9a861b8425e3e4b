import { Failure } from '../failure.ts'
import { limits } from '../limits.ts'
import { english } from '../number-format.ts'
import type { AttributeReader } from './attribute-reader.ts'
import type { PixelLayout } from './instance.ts'
import { doubleFloatPixelData, floatPixelData } from './kept-tags.ts'
import type { OpenDataSet } from './open-data-set.ts'

/**
 * Checks the image pixel module of a single-frame 16-bit grey image and locates its pixels, before anything is allocated.
 * `fileBytes` is the file's size, named when it is cut short. For compressed transfer syntaxes only what the header says is
 * checked. Throws `E_DIMENSIONS`, `E_BITS`, `E_PHOTOMETRIC`, `E_MULTIFRAME`, `E_NO_PIXEL_DATA`, `E_PIXEL_LENGTH`,
 * `E_LENGTH_OVERFLOW`, `E_TRUNCATED`. Source: PS3.3 C.7.6.3.
 */
export function readPixelLayout(
  set: OpenDataSet,
  reader: AttributeReader,
  fileBytes: number,
): { layout: PixelLayout; padded: boolean } {
  const rows = dimension(reader, 'Rows')
  const columns = dimension(reader, 'Columns')
  const layout = { rows, columns, ...bits(reader), bigEndian: set.syntax.bigEndian }
  const length = rows * columns * 2
  const photometric = reader.string('PhotometricInterpretation')
  if (photometric !== '' && photometric !== 'MONOCHROME1' && photometric !== 'MONOCHROME2') {
    throw new Failure('E_PHOTOMETRIC', 'The image is in colour, not in grey values.')
  }
  if (set.pixelData === null) {
    if (set.syntax.encapsulated) {
      const { uid, name } = set.syntax
      throw new Failure('E_TRANSFER_SYNTAX', `Written as ${name}, without pixels of its own in the file.`, {
        transferSyntax: uid,
      })
    }
    if (set.has(floatPixelData) || set.has(doubleFloatPixelData)) {
      throw new Failure(
        'E_NO_PIXEL_DATA',
        'The pixels are stored as floating-point numbers, which Hilum does not read.',
      )
    }
    throw new Failure('E_NO_PIXEL_DATA', 'The file holds no image.')
  }
  const frames = frameCount(reader)
  const { offset, length: declared } = set.pixelData
  if (set.syntax.encapsulated) {
    if (frames > 1)
      throw new Failure('E_MULTIFRAME', `The file holds ${frames} images. Hilum reads one image a file.`, { frames })
    return { layout: { ...layout, offset, length }, padded: false }
  }
  if (declared === -1)
    throw new Failure('E_LENGTH_OVERFLOW', 'The pixels have no length, though they are not compressed.')
  const samples = reader.unsigned16('SamplesPerPixel', 'E_PHOTOMETRIC') ?? 1
  const expected = length * frames * samples
  checkLength(expected, declared, offset, set, fileBytes)
  if (samples !== 1) throw new Failure('E_PHOTOMETRIC', `The image has ${samples} samples a pixel, not one.`)
  if (frames > 1)
    throw new Failure('E_MULTIFRAME', `The file holds ${frames} images. Hilum reads one image a file.`, { frames })
  return { layout: { ...layout, offset, length }, padded: declared > expected }
}

function checkLength(expected: number, declared: number, offset: number, set: OpenDataSet, fileBytes: number): void {
  if (declared > limits.fileBytes) {
    throw new Failure(
      'E_LENGTH_OVERFLOW',
      `The pixels say they are ${english.number(declared)} bytes long, more than a file may be.`,
    )
  }
  const present = set.source.size - offset
  if (present < Math.min(expected, declared)) {
    const whole = set.syntax.deflated ? expected + offset : fileBytes - present + Math.max(expected, declared)
    const here = set.syntax.deflated ? set.source.size : fileBytes
    throw new Failure(
      'E_TRUNCATED',
      `Cut short: ${english.number(whole)} bytes expected, ${english.number(here)} present.`,
      {
        expectedBytes: whole,
        presentBytes: here,
      },
    )
  }
  if (declared < expected) {
    throw new Failure(
      'E_PIXEL_LENGTH',
      `The image needs ${english.number(expected)} bytes of pixels and has ${english.number(declared)}.`,
      {
        expectedBytes: expected,
        presentBytes: declared,
      },
    )
  }
}

function dimension(reader: AttributeReader, keyword: 'Rows' | 'Columns'): number {
  const value = reader.unsigned16(keyword, 'E_DIMENSIONS')
  if (value === null || value < limits.minDimension || value > limits.maxDimension) {
    throw new Failure(
      'E_DIMENSIONS',
      `${keyword} is ${value ?? 'missing'}; Hilum reads images of ${limits.minDimension} to ${limits.maxDimension}.`,
      {
        attribute: keyword,
        value,
      },
    )
  }
  return value
}

function bits(reader: AttributeReader): { bitsAllocated: 16; bitsStored: number; signed: boolean } {
  const allocated = reader.unsigned16('BitsAllocated', 'E_BITS')
  if (allocated !== 16)
    throw new Failure('E_BITS', `BitsAllocated is ${allocated ?? 'missing'}; Hilum reads 16.`, {
      bitsAllocated: allocated,
    })
  const stored = reader.unsigned16('BitsStored', 'E_BITS') ?? 16
  const high = reader.unsigned16('HighBit', 'E_BITS') ?? stored - 1
  const representation = reader.unsigned16('PixelRepresentation', 'E_BITS')
  if (stored < 1 || stored > 16 || high !== stored - 1 || representation === null || representation > 1) {
    throw new Failure('E_BITS', 'BitsStored, HighBit and PixelRepresentation do not describe pixels Hilum can read.', {
      bitsStored: stored,
      highBit: high,
      pixelRepresentation: representation,
    })
  }
  return { bitsAllocated: 16, bitsStored: stored, signed: representation === 1 }
}

function frameCount(reader: AttributeReader): number {
  const frames = reader.decimals('NumberOfFrames', 1, 'E_MULTIFRAME')?.[0] ?? 1
  if (!Number.isInteger(frames) || frames < 1)
    throw new Failure('E_MULTIFRAME', `NumberOfFrames is ${frames}, which can't be.`, { frames })
  return frames
}
