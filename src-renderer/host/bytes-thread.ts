import { cancelled, failureFromJson } from '../../src-shared/failure.ts'
import { type Bytes, fetchBytes } from './bytes.ts'
import type { BytesReply, BytesRequest } from './bytes-messages.ts'

/** What is used of a `Worker`; tests give one of their own. */
export interface BytesThread {
  postMessage(message: BytesRequest): void
  addEventListener(type: 'message', listener: (event: { readonly data: BytesReply }) => void): void
  addEventListener(type: 'error', listener: () => void): void
}

interface Waiting {
  readonly path: string
  readonly signal: AbortSignal | undefined
  readonly resolve: (bytes: Bytes | Promise<Bytes>) => void
  readonly reject: (reason: unknown) => void
}

/**
 * Fetches bytes in a thread of its own, so that megabytes of voxels and masks that arrive do not hold up the page: they
 * come as one buffer, handed over without a copy. Behaves as `fetchBytes`; where the thread does not start, that is used.
 */
export function fetchInThread(thread: BytesThread, direct: typeof fetchBytes = fetchBytes): typeof fetchBytes {
  const waiting = new Map<number, Waiting>()
  let next = 1
  let broken = false

  const take = (id: number): Waiting | undefined => {
    const request = waiting.get(id)
    waiting.delete(id)
    return request
  }
  thread.addEventListener('message', ({ data }) => {
    const request = take(data.id)
    if (data.type === 'bytes') {
      request?.resolve({ buffer: data.buffer, headers: new Headers(data.headers.map(([name, text]) => [name, text])) })
    } else if (data.type === 'failure') request?.reject(failureFromJson(data.failure))
    else request?.reject(new TypeError(data.message))
  })
  thread.addEventListener('error', () => {
    broken = true
    for (const id of [...waiting.keys()]) {
      const request = take(id)
      request?.resolve(direct(request.path, request.signal))
    }
  })

  return (path, signal) => {
    if (broken) return direct(path, signal)
    if (signal?.aborted) return Promise.reject(cancelled())
    const id = next++
    const abort = (): void => {
      if (take(id) === undefined) return
      thread.postMessage({ type: 'abort', id })
      settle(cancelled())
    }
    let settle: (reason: unknown) => void = () => {}
    const reply = new Promise<Bytes>((resolve, reject) => {
      settle = reject
      waiting.set(id, { path, signal, resolve, reject })
    })
    signal?.addEventListener('abort', abort, { once: true })
    thread.postMessage({ type: 'fetch', id, path })
    return reply.finally(() => signal?.removeEventListener('abort', abort))
  }
}

/** The thread of this page. */
export const startBytesThread = (): BytesThread =>
  new Worker(new URL('./bytes-worker.ts', import.meta.url), { type: 'module', name: 'bytes' })
