import { parentPort } from 'node:worker_threads'
import { Failure, toFailure } from '../../src-shared/failure.ts'
import { collectGarbage } from './collect-garbage.ts'
import { keepShapes } from './keep-shapes.ts'
import { createTaskContext } from './task-context.ts'
import { type TaskReply, type TaskRequest, tidyRequest } from './task-messages.ts'
import type { TaskTable } from './task-types.ts'

/** A thread without work for so long collects its garbage. */
const restMs = 1000

/** Makes this thread answer a pool: one task at a time, by name, out of the table. */
export function answerTasks(tasks: TaskTable): void {
  const port = parentPort
  let rest: NodeJS.Timeout | undefined
  port?.on('message', (request: TaskRequest | typeof tidyRequest) => {
    clearTimeout(rest)
    if (request === tidyRequest) {
      collectGarbage()
      return
    }
    void answer(tasks, request, (reply) => {
      port.postMessage(reply)
      if (reply.type === 'event') return
      clearTimeout(rest)
      rest = setTimeout(collectGarbage, restMs).unref()
    })
  })
}

async function answer(tasks: TaskTable, request: TaskRequest, send: (reply: TaskReply) => void): Promise<void> {
  const { taskId, name, input, cancelFlag } = request
  try {
    const task = tasks[name] as ((input: unknown, context: unknown) => unknown) | undefined
    if (task === undefined) throw new Failure('E_INTERNAL', `There is no task ${name}.`)
    keepShapes(input)
    const context = createTaskContext<unknown>(cancelFlag, (event) => send({ taskId, type: 'event', event }))
    send({ taskId, type: 'done', output: await task(input, context) })
  } catch (thrown) {
    send({ taskId, type: 'failed', failure: toFailure(thrown).toJSON(), stack: stackOf(thrown) })
  }
}

/** The frames of a fault of ours, without its message, which can hold names. */
function stackOf(thrown: unknown): string | null {
  if (thrown instanceof Failure || !(thrown instanceof Error)) return null
  return [thrown.name, ...(thrown.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))].join('\n')
}
