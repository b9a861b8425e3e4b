import { cancelled, Failure, toFailure } from '../../../src-shared/failure.ts'
import type { Services } from '../services.ts'
import { failedEvent } from './describe-save.ts'

/** Writes work that ends with a failure into the log; the failure says so where that fails too. */
export async function orLogged<T>(
  { audit }: Services,
  what: { event: 'save' | 'picture'; identity: 'removed' | 'kept' | null; signal: AbortSignal | undefined },
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work()
  } catch (thrown) {
    const failure = what.signal?.aborted ? cancelled() : toFailure(thrown)
    const finding = await audit.note(failedEvent(what.event, failure, what.identity))
    if (finding === null) throw failure
    throw new Failure(failure.code, `${failure.message} ${finding.message}`, failure.details, { cause: thrown })
  }
}
