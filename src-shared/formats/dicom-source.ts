import type { LossyCompression } from '../dicom/read-lossy.ts'
import { Failure } from '../failure.ts'

/** What DICOM files say of the series they belong to. All of it is as it is to be written: without identity, or kept on purpose. */
export interface DicomSource {
  readonly identity: 'removed' | 'kept'
  readonly patient: {
    readonly name: string
    readonly id: string
    readonly birthDate: string
    readonly sex: string
  }
  readonly study: {
    readonly uid: string
    readonly date: string
    readonly time: string
    readonly id: string
    readonly accessionNumber: string
    readonly referringPhysician: string
  }
  readonly seriesUid: string
  readonly frameOfReferenceUid: string
  /** SOPInstanceUID of each slice k; null for one that is missing. */
  readonly instanceUids: readonly (string | null)[]
  /** How its images were once compressed with loss; null where none was. */
  readonly lossy: LossyCompression | null
  /** Version of the program. */
  readonly version: string
  /** Method of the segmentation, such as "standard". */
  readonly method: string
  /** A UID made of what is saved and this name: the same save, the same UID. */
  readonly newUid: (name: string) => string
  /** Of the program. */
  readonly implementationUid: string
}

/** What files that refer to the series need. Throws `E_INTERNAL` where it was not found out. */
export function requireSource({ source }: { readonly source?: DicomSource | undefined }): DicomSource {
  if (source === undefined) throw new Failure('E_INTERNAL', 'A DICOM file needs its series, and none was given.')
  return source
}
