import { cancelled } from '../../src-shared/failure.ts'
import { engine } from './engine.ts'
import { inBackground } from './in-background.ts'

/** Long work that can be stopped: `cancel` tells the engine and stops listening at once. */
export interface Job {
  readonly id: string
  readonly signal: AbortSignal
  cancel(): void
}

export function createJob(): Job {
  const id = crypto.randomUUID()
  const controller = new AbortController()
  return {
    id,
    signal: controller.signal,
    cancel() {
      if (controller.signal.aborted) return
      // The engine may have ended the job by itself: then there is nothing to cancel, and a reply is not waited for.
      inBackground('A job was not cancelled', engine().client.jobs.cancel({ jobId: id }))
      controller.abort()
    },
  }
}

/** Hands every event of a stream to `onEvent`; throws E_CANCELLED as soon as the job is cancelled. */
export async function followEvents<Event>(
  job: Job,
  open: () => Promise<AsyncIterable<Event>>,
  onEvent: (event: Event) => void,
): Promise<void> {
  const stopped = new Promise<never>((_, reject) => {
    if (job.signal.aborted) reject(cancelled())
    job.signal.addEventListener('abort', () => reject(cancelled()), { once: true })
  })
  const follow = async (): Promise<void> => {
    try {
      for await (const event of await open()) {
        if (job.signal.aborted) return
        onEvent(event)
      }
    } catch (thrown) {
      // What the stream says after a cancel concerns nobody any more.
      if (!job.signal.aborted) throw thrown
    }
  }
  await Promise.race([follow(), stopped])
}

/**
 * Hands every event of a stream to `onEvent` up to its end, after a cancel too: only then is it known what was done. Throws what ended
 * the stream, `E_CANCELLED` among others.
 */
export async function followToEnd<Event>(
  open: () => Promise<AsyncIterable<Event>>,
  onEvent: (event: Event) => void,
): Promise<void> {
  for await (const event of await open()) onEvent(event)
}
