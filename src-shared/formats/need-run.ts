import { Failure } from '../failure.ts'
import type { RunFacts } from './format.ts'

/** The run that `what` tells of; throws `E_INTERNAL` where there is none. */
export function needRun(run: RunFacts | undefined, what: string): RunFacts {
  if (run === undefined) throw new Failure('E_INTERNAL', `${what} cannot be written without a run.`)
  return run
}
