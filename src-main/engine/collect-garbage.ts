import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

type Collect = (options?: { readonly type: 'minor' }) => void

let collect: Collect | null = null

/**
 * Collects this thread's garbage now: some milliseconds. Shared arrays are freed when no thread holds a trace of them any
 * more, and threads that rest, or that make little garbage of their own, would hold theirs for minutes.
 */
export const collectGarbage = (): void => collector()()

/** Collects what this thread made a moment ago: a millisecond. Arrays pile up to tens of megabytes before it does so by itself. */
export const collectRecent = (): void => collector()({ type: 'minor' })

function collector(): Collect {
  if (collect === null) {
    setFlagsFromString('--expose-gc')
    collect = runInNewContext('gc') as Collect
  }
  return collect
}
