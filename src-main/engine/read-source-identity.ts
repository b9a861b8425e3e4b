import { type Identity, readIdentity } from '../../src-shared/dicom/read-identity.ts'
import { type LossyCompression, readLossy } from '../../src-shared/dicom/read-lossy.ts'
import { type PatientWords, patientWords } from '../../src-shared/patient-words.ts'
import { decodeText } from './scan/decode-text.ts'
import { withFile } from './scan/file-source.ts'
import { inflate } from './scan/inflate.ts'
import type { SeriesSource } from './scan/series-source.ts'
import { type Sealed, unseal } from './sealed.ts'

/** Who was scanned and when, of the first file of a series. Reads one header; throws what reading it throws. */
export function readSourceIdentity({ slices: [first] }: SeriesSource): Identity | null {
  if (first === undefined) return null
  return withFile(Buffer.from(first.path), (file) => readIdentity(file, inflate, decodeText))
}

/** How the images of a series were once compressed with loss: as the first of them says; null where none was. */
export function readSourceLossy({ slices }: Pick<SeriesSource, 'slices'>): LossyCompression | null {
  const lossy = slices.find(({ oddities }) => oddities.includes('W_LOSSY'))
  return lossy === undefined ? null : withFile(Buffer.from(lossy.path), (file) => readLossy(file, inflate))
}

/** Who was scanned and when, in words for people. */
export function readPatientWords(source: Sealed<SeriesSource>): PatientWords {
  const { name = '', id = '', studyDate = '' } = readSourceIdentity(unseal(source)) ?? {}
  return patientWords({ name, id, studyDate })
}
