import type { PatientWords } from '../../../src-shared/patient-words.ts'
import { readPatientWords } from '../read-source-identity.ts'
import type { SeriesSource } from '../scan/series-source.ts'
import type { Sealed } from '../sealed.ts'

/** Who was scanned and when, read from a file of the series. */
export const patientTask = ({ source }: { readonly source: Sealed<SeriesSource> }): PatientWords =>
  readPatientWords(source)
