import { Failure } from '../../src-shared/failure.ts'

/** Waits for something that is remembered for comfort only: where it can't be written, the work it follows still counts. */
export async function asComfort(remembering: Promise<void>): Promise<void> {
  await remembering.catch((error: unknown) => {
    if (!(error instanceof Failure)) throw error
  })
}
