import type { MessagePort } from 'node:worker_threads'
import { toFailure } from '../../../src-shared/failure.ts'
import type { Report } from '../../../src-shared/report.ts'
import { keepShapes } from '../keep-shapes.ts'
import type { CrewOrder, CrewReply } from '../lead-crew.ts'
import type { TaskContext } from '../task-context.ts'
import { crewWork, type Tell } from './crew-work.ts'

/** Helps another thread with its work until that thread lets go of it. */
export function assistTask({ port }: { port: MessagePort }, context: TaskContext): Promise<void> {
  const report = context.report('assist')
  return new Promise((resolve) => {
    port.on('message', (order: CrewOrder) => void doPieces(order, report, (reply) => port.postMessage(reply)))
    port.on('close', resolve)
  })
}

async function doPieces(order: CrewOrder, report: Report, send: (reply: CrewReply) => void): Promise<void> {
  const { work, input, count, size } = order
  keepShapes(input)
  const run = crewWork[work] as (input: unknown, from: number, to: number, report: Report, tell: Tell) => unknown
  const cursor = new Int32Array(order.cursor)
  // as its leader counts: work of no units is one empty piece
  const total = Math.max(1, Math.ceil(count / size))
  for (let n = Atomics.add(cursor, 0, 1); n < total; n = Atomics.add(cursor, 0, 1)) {
    try {
      const tell: Tell = (told) => send({ n, told })
      const piece = run(input, n * size, Math.min(count, (n + 1) * size), report, tell)
      // most work is done at once, and its leader waits for it without turns of its own
      send({ n, piece: piece instanceof Promise ? await piece : piece })
    } catch (thrown) {
      send({ n, failure: toFailure(thrown).toJSON() })
      return
    } finally {
      Atomics.add(cursor, 1, 1)
      Atomics.notify(cursor, 1)
    }
  }
}
