import { once } from 'node:events'
import { MessageChannel } from 'node:worker_threads'
import { expect, test } from 'vitest'
import type { CrewOrder } from '../../src-main/engine/lead-crew.ts'
import { createTaskContext } from '../../src-main/engine/task-context.ts'
import { assistTask } from '../../src-main/engine/tasks/assist-task.ts'

test('a helper that gets to work of no units does its one empty piece, which its leader waits for', async () => {
  const { port1: leader, port2: port } = new MessageChannel()
  const context = createTaskContext<never>(new SharedArrayBuffer(4), () => {})
  const helping = assistTask({ port }, context)
  const cursor = new SharedArrayBuffer(8)
  leader.postMessage({ work: 'readHeaders', input: { files: [] }, count: 0, size: 32, cursor } satisfies CrewOrder)
  const [reply] = await once(leader, 'message')
  expect(reply).toEqual({ n: 0, piece: [] })
  leader.close()
  await helping
})
