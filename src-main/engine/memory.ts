import { totalmem } from 'node:os'
import { Failure } from '../../src-shared/failure.ts'

/** Bytes this process can still take, limits of its container included. */
export function availableMemory(): number {
  const available = process.availableMemory()
  // macOS counts memory that only holds caches as taken
  return process.platform === 'darwin' ? Math.max(available, totalmem() / 2) : available
}

const MB = 1_000_000

/** `E_MEMORY` with needed and available MB; `what` starts the sentence. */
export function outOfMemory(needed: number, available: number, what = 'This series'): Failure {
  const neededMB = Math.ceil(needed / MB)
  const availableMB = Math.max(0, Math.floor(available / MB))
  return new Failure(
    'E_MEMORY',
    `${what} needs ${neededMB} MB, but only ${availableMB} MB can be used now. Close other programs or series and try again.`,
    { neededMB, availableMB },
  )
}
