import { uidOf } from '../../src-main/engine/uid-of.ts'
import type { DicomSource } from '../../src-shared/formats/dicom-source.ts'
import type { Grid } from '../../src-shared/geometry.ts'

/** A series of this grid without identity. */
export function sampleSource(grid: Grid): DicomSource {
  return {
    identity: 'removed',
    patient: { name: 'Case^3F2A-91', id: '3F2A-91', birthDate: '', sex: '' },
    study: { uid: uidOf('sample study'), date: '', time: '', id: '', accessionNumber: '', referringPhysician: '' },
    seriesUid: uidOf('sample series'),
    frameOfReferenceUid: uidOf('sample frame'),
    instanceUids: Array.from({ length: grid.size[2] }, (_, k) => uidOf(`sample ${k}`)),
    lossy: null,
    version: '0.1.0',
    method: 'standard',
    newUid: (name) => uidOf(`sample ${name}`),
    implementationUid: uidOf('implementation'),
  }
}
