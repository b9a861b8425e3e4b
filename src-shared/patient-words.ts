/** Who was scanned and when, in words for people; '' for what is not known. Shown and written only where the user asks. */
export interface PatientWords {
  readonly name: string
  readonly id: string
  /** Such as 2020-03-04. */
  readonly studyDate: string
}

/**
 * Raw values of PatientName, PatientID and StudyDate as people read them: of a name's groups the first that says something, its
 * family name before the others (DICOM PS3.5 6.2, PN and DA).
 */
export function patientWords(raw: PatientWords): PatientWords {
  const groups = raw.name.split('=').map((group) => group.split('^').flatMap((part) => part.trim() || []))
  const [family = '', ...others] = groups.find((group) => group.length > 0) ?? []
  const date = /^(\d{4})\.?(\d{2})\.?(\d{2})$/.exec(raw.studyDate.trim())
  return {
    name: others.length === 0 ? family : `${family}, ${others.join(' ')}`,
    id: raw.id.trim(),
    studyDate: date === null ? raw.studyDate.trim() : date.slice(1).join('-'),
  }
}
