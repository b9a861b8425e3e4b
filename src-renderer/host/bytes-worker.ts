import { Failure } from '../../src-shared/failure.ts'
import { fetchBytes } from './bytes.ts'
import type { BytesReply, BytesRequest } from './bytes-messages.ts'

/** The part of a worker's own scope that is used here; the page's types know windows only. */
interface WorkerScope {
  postMessage(message: BytesReply, transfer: Transferable[]): void
  addEventListener(type: 'message', listener: (event: MessageEvent<BytesRequest>) => void): void
}
const scope = globalThis as unknown as WorkerScope

const running = new Map<number, AbortController>()

async function answer(id: number, path: string): Promise<void> {
  const controller = new AbortController()
  running.set(id, controller)
  try {
    const { buffer, headers } = await fetchBytes(path, controller.signal)
    scope.postMessage({ type: 'bytes', id, buffer, headers: [...headers] }, [buffer])
  } catch (thrown) {
    if (thrown instanceof Failure) scope.postMessage({ type: 'failure', id, failure: thrown.toJSON() }, [])
    else scope.postMessage({ type: 'unreachable', id, message: String(thrown) }, [])
  } finally {
    running.delete(id)
  }
}

scope.addEventListener('message', ({ data }) => {
  if (data.type === 'fetch') void answer(data.id, data.path)
  else running.get(data.id)?.abort()
})
