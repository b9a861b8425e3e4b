import { cancelled, Failure, toFailure } from '../../src-shared/failure.ts'
import { EventStream } from './event-stream.ts'

export interface JobEvent {
  readonly type: string
}

/** What a running job has: where its events go, and the signal that it was cancelled. */
export interface Job<Event> {
  readonly signal: AbortSignal
  emit(event: Event): void
}

interface JobOptions {
  readonly jobId: string
  /** Aborted when the caller goes away; cancels the job. */
  readonly signal?: AbortSignal | undefined
  /** Of all jobs with the same key only the newest goes on. */
  readonly supersedes?: string
}

export interface Jobs {
  /** Starts a job and gives its events. Throws `E_USAGE` where a job of this id runs. */
  start<Event extends JobEvent>(options: JobOptions, work: (job: Job<Event>) => Promise<void>): EventStream<Event>
  /** Cancels a job and resolves when its threads have let go of it; false where there is no such job (yet). */
  cancel(jobId: string): Promise<boolean>
  /** Cancels everything. */
  close(): Promise<void>
}

const earlyLimit = 64

interface Running {
  readonly abort: AbortController
  readonly key: string | undefined
  readonly settled: Promise<void>
}

/**
 * The register of long work: each job has an id made by the caller, a stream of events, and two ways to end it early.
 * `onStir` runs when a job begins and when one ends.
 */
export function createJobs(onStir: () => void = () => {}): Jobs {
  const running = new Map<string, Running>()
  // a cancel can overtake the call it is meant for
  const cancelledEarly = new Set<string>()

  const start: Jobs['start'] = <Event extends JobEvent>(
    { jobId, signal, supersedes }: JobOptions,
    work: (job: Job<Event>) => Promise<void>,
  ) => {
    if (running.has(jobId))
      throw new Failure('E_USAGE', 'A job with this id is running. Give each job an id of its own.')
    if (supersedes !== undefined) {
      for (const other of running.values()) if (other.key === supersedes) other.abort.abort()
    }
    const abort = new AbortController()
    const onCallerGone = () => abort.abort()
    signal?.addEventListener('abort', onCallerGone, { once: true })
    if (signal?.aborted || cancelledEarly.delete(jobId)) abort.abort()

    const stream = new EventStream<Event>({ merge: mergeEvents, onClose: () => abort.abort() })
    const finish = work({ signal: abort.signal, emit: (event) => stream.push(event) }).then(
      () => stream.end(),
      (thrown: unknown) => stream.fail(endOf(toFailure(thrown), abort.signal.aborted)),
    )
    const settled = finish.finally(() => {
      signal?.removeEventListener('abort', onCallerGone)
      running.delete(jobId)
      onStir()
    })
    onStir()
    running.set(jobId, { abort, key: supersedes, settled })
    return stream
  }

  const cancel = async (jobId: string): Promise<boolean> => {
    const job = running.get(jobId)
    if (job === undefined) {
      cancelledEarly.add(jobId)
      for (const oldest of cancelledEarly) if (cancelledEarly.size > earlyLimit) cancelledEarly.delete(oldest)
      return false
    }
    job.abort.abort()
    await job.settled
    return true
  }

  return {
    start,
    cancel,
    close: async () => {
      await Promise.all([...running.keys()].map(cancel))
    },
  }
}

/** Work that was cancelled may fail in any way; its own word of the cancel may say more. */
const endOf = (failure: Failure, aborted: boolean): Failure =>
  aborted && failure.code !== 'E_CANCELLED' ? cancelled() : failure

/** Of what waits for a slow reader, only the newest progress is kept, slices that are ready are told together, and so on. */
function mergeEvents<Event extends JobEvent>(waiting: Event, next: Event): Event | null {
  if (waiting.type === 'progress' && next.type === 'progress') return next
  if (isReady(waiting) && isReady(next)) return { ...next, ready: [...waiting.ready, ...next.ready] }
  if (isFile(waiting) && isFile(next) && waiting.file.name === next.file.name) return next
  return null
}

const isReady = <Event extends JobEvent>(event: Event): event is Event & { ready: readonly number[] } =>
  event.type === 'slices' && 'ready' in event && Array.isArray(event.ready)

const isFile = <Event extends JobEvent>(event: Event): event is Event & { file: { name: string } } =>
  event.type === 'file' && 'file' in event
