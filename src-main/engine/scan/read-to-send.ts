import type { Failure } from '../../../src-shared/failure.ts'
import { type ScannedFile, scanFile } from './scan-file.ts'
import type { FoundFile } from './walk-folder.ts'

/** A `ScannedFile` as threads hand it on. */
export type SentFile =
  | Extract<ScannedFile, { readonly stamp: string | null }>
  | { readonly failure: ReturnType<Failure['toJSON']>; readonly seriesKey: string | null }

/** Reads the headers of files for another thread. Paths that crossed threads are plain bytes. */
export function readToSend(files: readonly FoundFile[]): SentFile[] {
  return files.map((file) => {
    const scanned = scanFile({ ...file, path: Buffer.from(file.path) })
    return 'instance' in scanned ? scanned : { ...scanned, failure: scanned.failure.toJSON() }
  })
}
