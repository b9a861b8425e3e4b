import { linkedAbort } from './linked-abort.ts'

/**
 * Does `work` for every number below `count`, at most `lanes` at once, and gives the outcomes in order. Where one fails,
 * the others are aborted, and the failure is thrown when none of them runs any more.
 */
export async function inLanes<Outcome>(
  lanes: number,
  count: number,
  signal: AbortSignal | undefined,
  work: (n: number, signal: AbortSignal) => Promise<Outcome>,
): Promise<Outcome[]> {
  const stop = linkedAbort(signal)
  const outcomes = new Array<Outcome>(count)
  let next = 0
  const lane = async (): Promise<void> => {
    for (let n = next++; n < count; n = next++) outcomes[n] = await work(n, stop.signal)
  }
  const running = Array.from({ length: Math.min(lanes, count) }, lane)
  try {
    await Promise.all(running)
  } catch (error) {
    stop.abort()
    await Promise.allSettled(running)
    throw error
  } finally {
    stop.release()
  }
  return outcomes
}
