import { uidOf } from './uid-of.ts'

/**
 * The UID that stands for another one where identity is removed: the same for the same UID in every file and every save, so
 * that DICOM files and records fit each other.
 */
export const replacementUid = (uid: string): string => uidOf(`replaced ${uid}`)
