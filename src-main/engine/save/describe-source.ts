import { createHash } from 'node:crypto'
import type { Identity } from '../../../src-shared/dicom/read-identity.ts'
import type { DicomSource } from '../../../src-shared/formats/dicom-source.ts'
import { readSourceIdentity, readSourceLossy } from '../read-source-identity.ts'
import { replacementUid } from '../replacement-uid.ts'
import type { SliceSource } from '../scan/series-source.ts'
import { unseal } from '../sealed.ts'
import { uidOf } from '../uid-of.ts'
import type { SavedSeries, SaveJob } from './save-job.ts'

/**
 * What DICOM files of a save say of their series. Without identity every UID is replaced by one made of it, the same in every
 * file and every save, so that a copy of the series whose UIDs are replaced the same way still fits; dates and names are
 * empty and the case code stands for the patient. With it all is as the first file of the series has it. Reads one header;
 * throws what reading it throws.
 */
export function describeSource(
  job: Pick<SaveJob, 'labels' | 'record'>,
  { source: sealed, plan, identity }: SavedSeries,
): DicomSource {
  const source = unseal(sealed)
  const slices = unseal(plan).fileOfSlice.map((n) => (n === null ? null : (source.slices[n] ?? null)))
  const first = source.slices[0] as SliceSource
  const removed = identity === 'removed'
  const uid = (value: string, what: string): string => {
    const known = value === '' ? uidOf(`${what} of ${job.record.series.fingerprint}`) : value
    return removed ? replacementUid(known) : known
  }
  const kept = (removed ? null : readSourceIdentity(source)) ?? nobody(job.record.series.caseCode)
  const seed = seedOf(job, identity)
  return {
    identity,
    patient: { name: kept.name, id: kept.id, birthDate: kept.birthDate, sex: kept.sex },
    study: {
      uid: uid(first.studyInstanceUid, 'study'),
      date: kept.studyDate,
      time: kept.studyTime,
      id: kept.studyId,
      accessionNumber: kept.accessionNumber,
      referringPhysician: kept.referringPhysician,
    },
    seriesUid: uid(first.seriesInstanceUid, 'series'),
    frameOfReferenceUid: uid(first.frameOfReferenceUid, 'frame of reference'),
    instanceUids: slices.map((slice) => (slice === null ? null : uid(slice.sopInstanceUid, 'instance'))),
    lossy: readSourceLossy(source),
    version: job.record.version,
    method: job.record.method,
    newUid: (name) => uidOf(`${seed} ${name}`),
    implementationUid: uidOf('implementation'),
  }
}

const nobody = (caseCode: string): Identity => ({
  name: `Case^${caseCode}`,
  id: caseCode,
  birthDate: '',
  sex: '',
  studyDate: '',
  studyTime: '',
  studyId: '',
  accessionNumber: '',
  referringPhysician: '',
})

/** Equal for equal labels of the same run: two saves of one content are one object, two contents never. */
function seedOf({ labels, record }: Pick<SaveJob, 'labels' | 'record'>, identity: string): string {
  const hash = createHash('sha256').update(JSON.stringify([record.version, record.series, record.parameters, identity]))
  for (const { label, name, mask } of labels) hash.update(`${label} ${name}`).update(mask.words)
  return hash.digest('hex')
}
