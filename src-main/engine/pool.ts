import { type MessagePort, Worker } from 'node:worker_threads'
import type { Progress } from '../../src-shared/contract.ts'
import { cancelled, Failure, failureFromJson } from '../../src-shared/failure.ts'
import { collectGarbage } from './collect-garbage.ts'
import { type TaskReply, type TaskRequest, tidyRequest } from './task-messages.ts'
import type { EventOf, InputOf, NameOf, OutputOf, TaskTable } from './task-types.ts'
import { workerUrl } from './worker-url.ts'

export interface RunOptions<Event> {
  readonly signal?: AbortSignal | undefined
  readonly onEvent?: (event: Event | Progress) => void
  /** Goes before waiting tasks that are not urgent. */
  readonly urgent?: boolean
  /** How long a cancelled task may take to stop by itself before its thread is ended. */
  readonly graceMs?: number
  /** Ports within the input, handed over to the thread. */
  readonly transfer?: readonly MessagePort[]
}

export interface Pool<Tasks extends TaskTable> {
  readonly threads: number
  /** Runs a task in a worker thread. Rejects with the task's Failure, `E_CANCELLED`, or `E_WORKER_DIED` where its thread died. */
  run<Name extends NameOf<Tasks>>(
    name: Name,
    input: InputOf<Tasks, Name>,
    options?: RunOptions<EventOf<Tasks, Name>>,
  ): Promise<OutputOf<Tasks, Name>>
  /** Ends threads that have nothing to do, for the memory they keep; new ones are made as they are needed. */
  endIdle(): Promise<void>
  /** Frees shared arrays that were let go of, in every thread as soon as it has nothing else to do, and in this one. */
  tidy(): void
  close(): Promise<void>
}

interface Task {
  readonly request: TaskRequest
  readonly urgent: boolean
  readonly graceMs: number
  readonly transfer: readonly MessagePort[]
  readonly onEvent: (event: unknown) => void
  readonly settle: (outcome: { readonly output: unknown } | { readonly failure: Failure }) => void
  /** Runs once it is cancelled; it would hold all the task worked on until it rings. */
  ending: NodeJS.Timeout | undefined
}

interface Thread {
  readonly worker: Worker
  task: Task | null
}

const defaultGraceMs = 150
const defaultHeapMb = 2048
// big arrays lie elsewhere; more than this made no task faster, and 10 MB a thread went to waste
const youngMb = 4

interface PoolOptions {
  /** The threads' entry. */
  readonly url?: URL
  /** What one thread may keep besides shared arrays, so that a hostile file ends a thread, not Hilum. */
  readonly heapMb?: number
}

/**
 * Worker threads, made as they are needed and kept. A thread that dies fails the one task it ran and is replaced. Cancelling
 * sets a flag the task looks at; a task that does not heed it in time loses its thread.
 */
export function createPool<Tasks extends TaskTable>(threads: number, options: PoolOptions = {}): Pool<Tasks> {
  const { url = workerUrl(), heapMb = defaultHeapMb } = options
  const crew = new Set<Thread>()
  const queue: Task[] = []
  let nextTaskId = 1

  const dispatch = (): void => {
    while (queue.length > 0) {
      const thread = [...crew].find((one) => one.task === null) ?? (crew.size < threads ? hire() : null)
      const task = thread === null ? undefined : queue.shift()
      if (thread === null || task === undefined) return
      thread.task = task
      thread.worker.ref()
      thread.worker.postMessage(task.request, task.transfer)
    }
  }

  const hire = (): Thread => {
    const thread: Thread = {
      worker: new Worker(url, {
        name: 'hilum',
        stdout: true,
        resourceLimits: { maxOldGenerationSizeMb: heapMb, maxYoungGenerationSizeMb: youngMb },
      }),
      task: null,
    }
    // what libraries print must not get into a command's output, and may name a patient
    thread.worker.stdout.resume()
    const died = (): void => {
      if (!crew.delete(thread)) return
      thread.task?.settle({ failure: workerDied(thread.task) })
      dispatch()
    }
    thread.worker.on('message', (reply: TaskReply) => receive(thread, reply))
    thread.worker.on('error', died)
    thread.worker.on('exit', died)
    crew.add(thread)
    return thread
  }

  const receive = (thread: Thread, reply: TaskReply): void => {
    const { task } = thread
    if (task === null || task.request.taskId !== reply.taskId) return
    if (reply.type === 'event') {
      task.onEvent(reply.event)
      return
    }
    thread.task = null
    thread.worker.unref()
    task.settle(reply.type === 'done' ? { output: reply.output } : { failure: failureFrom(reply) })
    dispatch()
  }

  const dismiss = (task: Task): void => {
    for (const thread of crew) {
      if (thread.task !== task) continue
      crew.delete(thread)
      void thread.worker.terminate()
    }
    task.settle({ failure: cancelled() })
    dispatch()
  }

  const cancel = (task: Task): void => {
    const at = queue.indexOf(task)
    if (at >= 0) {
      queue.splice(at, 1)
      task.settle({ failure: cancelled() })
      return
    }
    Atomics.store(new Int32Array(task.request.cancelFlag), 0, 1)
    task.ending = setTimeout(() => {
      if ([...crew].some((thread) => thread.task === task)) dismiss(task)
    }, task.graceMs)
    task.ending.unref()
  }

  const run: Pool<Tasks>['run'] = (name, input, options = {}) =>
    new Promise((resolve, reject) => {
      const { signal } = options
      if (signal?.aborted) {
        reject(cancelled())
        return
      }
      const onAbort = (): void => cancel(task)
      const task: Task = {
        request: { taskId: nextTaskId++, name, input, cancelFlag: new SharedArrayBuffer(4) },
        urgent: options.urgent ?? false,
        graceMs: options.graceMs ?? defaultGraceMs,
        transfer: options.transfer ?? [],
        onEvent: (event) => options.onEvent?.(event as EventOf<Tasks, typeof name> | Progress),
        ending: undefined,
        settle: (outcome) => {
          clearTimeout(task.ending)
          signal?.removeEventListener('abort', onAbort)
          if ('failure' in outcome) reject(outcome.failure)
          else resolve(outcome.output as OutputOf<Tasks, typeof name>)
        },
      }
      signal?.addEventListener('abort', onAbort, { once: true })
      const firstPatient = queue.findIndex((other) => !other.urgent)
      if (task.urgent && firstPatient >= 0) queue.splice(firstPatient, 0, task)
      else queue.push(task)
      dispatch()
    })

  return {
    threads,
    run,
    tidy: () => {
      for (const { worker } of crew) worker.postMessage(tidyRequest)
      collectGarbage()
    },
    endIdle: async () => {
      const idle = [...crew].filter(({ task }) => task === null)
      for (const thread of idle) crew.delete(thread)
      await Promise.all(idle.map(({ worker }) => worker.terminate()))
    },
    close: async () => {
      const ending = [...crew]
      crew.clear()
      for (const task of queue.splice(0)) task.settle({ failure: cancelled() })
      for (const { task } of ending) task?.settle({ failure: cancelled() })
      await Promise.all(ending.map(({ worker }) => worker.terminate()))
    },
  }
}

/** A fault of ours keeps the frames of the thread it happened in. */
function failureFrom({ failure, stack }: Extract<TaskReply, { type: 'failed' }>): Failure {
  const { code, message, details } = failureFromJson(failure)
  if (stack === null) return new Failure(code, message, details)
  const cause = new Error(message)
  cause.stack = stack
  return new Failure(code, message, details, { cause })
}

function workerDied(task: Task): Failure {
  return new Failure(
    'E_WORKER_DIED',
    `The thread that did this work (${task.request.name}) ended without an answer, most likely for lack of memory. Close other volumes and try again.`,
    { task: task.request.name },
  )
}
