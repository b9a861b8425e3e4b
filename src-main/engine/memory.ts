import { totalmem } from 'node:os'

/** Bytes this process can still take, limits of its container included. */
export function availableMemory(): number {
  const available = process.availableMemory()
  // macOS counts memory that only holds caches as taken
  return process.platform === 'darwin' ? Math.max(available, totalmem() / 2) : available
}
