import { basename } from 'node:path'
import { Failure, toFailure } from '../../../src-shared/failure.ts'
import { errorCode } from './error-code.ts'

const megabytes = (bytes: number): string => `${Math.max(0.1, bytes / 1e6).toFixed(1)} MB`

/** `neededBytes` and `freeBytes` are null where they are not known. */
export function noSpace(folder: string, neededBytes: number | null, freeBytes: number | null): Failure {
  const needed = neededBytes === null ? 'More room is needed' : `${megabytes(neededBytes)} are needed`
  const free = freeBytes === null ? 'the disk is full' : `${megabytes(freeBytes)} are free`
  return new Failure('E_NO_SPACE', `${needed} in ${folder}, but ${free}. Make room or choose another folder.`, {
    folder,
    neededBytes,
    freeBytes,
  })
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
  return isFull(error) ? noSpace(folder, null, null) : notWritable(folder, errorCode(error), name, error)
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'you may not write there',
  EPERM: 'you may not write there',
  EROFS: 'the disk is read-only',
  ENOTDIR: 'part of the path is a file, not a folder',
  EEXIST: 'part of the path is a file, not a folder',
  ENAMETOOLONG: 'the path is too long',
  ENOENT: 'no files can be made there',
  ENOSYS: 'no files can be made there',
  EIO: 'the disk reports a fault',
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
