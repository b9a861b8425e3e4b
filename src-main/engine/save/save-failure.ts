import { basename } from 'node:path'
import { counted } from '../../../src-shared/counted.ts'
import { Failure, toFailure } from '../../../src-shared/failure.ts'
import { english } from '../../../src-shared/number-format.ts'
import { errorCode } from './error-code.ts'

export interface Shortage {
  readonly folder: string
  /** The file that did not fit; null where it is about all of them. */
  readonly name?: string | null
  /** Null where it is not known. */
  readonly neededBytes: number | null
  /** Null where it is not known. */
  readonly freeBytes: number | null
  /** What the system said, if it was asked; `EDQUOT` where the user's share is used up, however much the disk has left. */
  readonly system?: string
}

/** That there is no room for a file, or for all of them. */
export function noSpace(shortage: Shortage): Failure {
  const { folder, name = null, neededBytes, freeBytes, system = 'ENOSPC' } = shortage
  const details = { folder, neededBytes, freeBytes, system, ...(name === null ? {} : { name }) }
  return new Failure('E_NO_SPACE', `${tellShortage(shortage)} Make room or choose another folder.`, details)
}

function tellShortage({ folder, name = null, neededBytes, freeBytes, system }: Shortage): string {
  const [needed, free] = [neededBytes, freeBytes].map((bytes) => (bytes === null ? null : english.bytes(bytes)))
  const what = name === null ? 'All files together' : name
  const needs = needed === null ? '' : ` ${what} ${name === null ? 'need' : 'needs'} about ${needed}.`
  const notSaved = name === null ? 'Nothing was saved' : `${name} was not saved`
  if (system === 'EDQUOT') return `${notSaved}: your share (quota) of the disk that holds ${folder} is used up.${needs}`
  if (neededBytes === null || freeBytes === null || freeBytes >= neededBytes) {
    return `${notSaved}: the disk that holds ${folder} ran full.${needs}${free === null ? '' : ` ${free} are free now.`}`
  }
  const exact = needed === free ? ` (${counted(neededBytes, 'byte')} and ${english.number(freeBytes)})` : ''
  return `${notSaved}: ${needed} are needed in ${folder}, but ${free} are free${exact}.`
}

export function outputExists(folder: string, name: string): Failure {
  return new Failure(
    'E_OUTPUT_EXISTS',
    `${name} is in ${folder} already and was left as it is. Allow replacing it, or choose another folder.`,
    { folder, name },
  )
}

/** `name` is free, but the record beside it, `record`, tells of another run. */
export function otherRecord(folder: string, name: string, record: string): Failure {
  return new Failure(
    'E_OUTPUT_EXISTS',
    `${name} was not written: the ${record} in ${folder} belongs to another run, or to one saved with another choice of identity. Keep both, allow replacing it, or choose another folder.`,
    { folder, name },
  )
}

/** True when the system says that the disk or the user's share of it is full. */
export const isFull = (error: unknown): boolean => ['ENOSPC', 'EDQUOT'].includes(errorCode(error))

/** Puts what the system said about writing `name` (or anything at all, null) into a Failure; what is one already stays. */
export function saveFailure(error: unknown, folder: string, name: string | null): Failure {
  if (error instanceof Failure) return error
  if (errorCode(error) === '') return toFailure(error)
  const system = errorCode(error)
  if (isFull(error)) return noSpace({ folder, name, neededBytes: null, freeBytes: null, system })
  return notWritable(folder, system, name, error)
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'you may not write there',
  EPERM: 'you may not write there',
  EROFS: 'the disk is read-only',
  ENOTDIR: 'part of the path is a file, not a folder',
  EEXIST: 'part of the path is a file, not a folder',
  ENAMETOOLONG: 'the path is too long',
  ENOENT: 'the folder is gone, or no files can be made there',
  ENOSYS: 'no files can be made there',
  EFBIG: 'files may not be that large there',
  ELOOP: 'the links of the path lead in a circle',
  EINVAL: 'the disk does not take such a name',
  EBUSY: 'another save into it does not come to its end',
  EIO: 'the disk reports a fault',
  ENODEV: 'the disk is gone',
  ENXIO: 'the disk is gone',
  ESTALE: 'the disk is gone',
}

export function notWritable(folder: string, system: string, name: string | null, cause?: unknown): Failure {
  const what = name === null ? 'Nothing can be written' : `${basename(name)} could not be written`
  const reason = reasons[system] ?? `the system says ${system}`
  return new Failure(
    'E_OUTPUT_NOT_WRITABLE',
    `${what} into ${folder}: ${reason}. Choose another folder.`,
    { folder, system },
    { cause },
  )
}
