import { Failure, type FailureCode } from '../failure.ts'

const copyAgain = 'Copy the file again from its source.'
const exportAgain = 'Export the image again from the scanner or archive.'

/** What can be done about a file that is refused, by the code it is refused with. */
const advice: Partial<Record<FailureCode, string>> = {
  E_TRUNCATED: copyAgain,
  E_BAD_VR: copyAgain,
  E_LENGTH_OVERFLOW: copyAgain,
  E_NESTING: copyAgain,
  E_INFLATE: copyAgain,
  E_INFLATE_LIMIT: exportAgain,
  E_ELEMENT_COUNT: exportAgain,
  E_DIMENSIONS: exportAgain,
  E_BITS: exportAgain,
  E_PIXEL_LENGTH: exportAgain,
  E_NO_PIXEL_DATA: exportAgain,
  E_PHOTOMETRIC: 'Choose a series of CT images.',
  E_MULTIFRAME: 'Export the series with one image a file.',
  E_RESCALE: exportAgain,
  E_MODALITY_LUT: 'Export the image with RescaleSlope and RescaleIntercept.',
  E_GEOMETRY: exportAgain,
  E_UID: exportAgain,
  E_TRANSFER_SYNTAX: 'Export it again as Explicit VR Little Endian.',
  E_FILE_TOO_LARGE: exportAgain,
}

/** The failure with a sentence at its end that says what to do, where it has none yet. */
export function withAdvice(failure: Failure): Failure {
  const sentence = advice[failure.code]
  if (sentence === undefined || failure.message.includes('again')) return failure
  return new Failure(failure.code, `${failure.message} ${sentence}`, failure.details, { cause: failure.cause })
}
