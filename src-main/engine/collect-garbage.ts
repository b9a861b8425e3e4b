import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

let collect: (() => void) | null = null

/**
 * Collects this thread's garbage now: some milliseconds. Shared arrays are freed when no thread holds a trace of them any
 * more, and threads that rest, or that make little garbage of their own, would hold theirs for minutes.
 */
export function collectGarbage(): void {
  if (collect === null) {
    setFlagsFromString('--expose-gc')
    collect = runInNewContext('gc') as () => void
  }
  collect()
}
