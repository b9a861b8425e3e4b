import { AttributeReader } from '../../../src-shared/dicom/attribute-reader.ts'
import type { Instance, OtherInstance } from '../../../src-shared/dicom/instance.ts'
import { type OpenDataSet, openDataSet } from '../../../src-shared/dicom/open-data-set.ts'
import { readInstance } from '../../../src-shared/dicom/read-instance.ts'
import { withAdvice } from '../../../src-shared/dicom/with-advice.ts'
import { Failure, toFailure } from '../../../src-shared/failure.ts'
import { limits } from '../../../src-shared/limits.ts'
import { english } from '../../../src-shared/number-format.ts'
import { decodeText } from './decode-text.ts'
import { withFile } from './file-source.ts'
import { inflate } from './inflate.ts'
import type { FoundFile } from './walk-folder.ts'

export type ScannedFile =
  | { readonly instance: Instance | OtherInstance; readonly stamp: string | null }
  /** `seriesKey` is null where the file does not say which series it belongs to. */
  | { readonly failure: Failure; readonly seriesKey: string | null }

const directoryRecordSequence = 0x00041220

/** Reads the header of one file by partial reads; whatever is wrong comes back as a Failure, never thrown. */
export function scanFile(file: FoundFile): ScannedFile {
  if (file.bytes > limits.fileBytes) {
    const message = `The file is ${english.number(file.bytes)} bytes; files up to ${english.number(limits.fileBytes)} are read.`
    return { failure: withAdvice(new Failure('E_FILE_TOO_LARGE', message, { bytes: file.bytes })), seriesKey: null }
  }
  if (file.bytes === 0) {
    return { failure: new Failure('E_NOT_DICOM', 'Empty: the file has no bytes.', { bytes: 0 }), seriesKey: null }
  }
  let set: OpenDataSet | null = null
  try {
    return withFile(file.path, (source) => {
      set = openDataSet(source, inflate)
      if (set.has(directoryRecordSequence)) {
        throw new Failure('E_NOT_CT', 'A DICOMDIR index. The images it lists are read from their own files.')
      }
      return { instance: readInstance(set, source.size, decodeText), stamp: source.stamp }
    })
  } catch (thrown) {
    return { failure: withAdvice(toFailure(thrown)), seriesKey: set === null ? null : keyOfDamaged(set) }
  }
}

/** Names the series of an instance; series without a UID are told apart by their number. */
export function seriesKey(
  uids: { studyInstanceUid: string; seriesInstanceUid: string },
  seriesNumber: number | null,
): string {
  return `${uids.studyInstanceUid}\n${uids.seriesInstanceUid || `#${seriesNumber ?? ''}`}`
}

function keyOfDamaged(set: OpenDataSet): string | null {
  const reader = new AttributeReader(set)
  const uids = {
    studyInstanceUid: reader.string('StudyInstanceUID'),
    seriesInstanceUid: reader.string('SeriesInstanceUID'),
  }
  return uids.studyInstanceUid === '' ? null : seriesKey(uids, reader.decimalOrNull('SeriesNumber'))
}
