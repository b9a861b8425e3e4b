import { describe, expect, it } from 'vitest'
import type { BytesReply, BytesRequest } from '../../src-renderer/host/bytes-messages.ts'
import { type BytesThread, fetchInThread } from '../../src-renderer/host/bytes-thread.ts'
import { Failure } from '../../src-shared/failure.ts'

/** A thread whose replies the test gives. */
function fakeThread() {
  const asked: BytesRequest[] = []
  let reply: (event: { readonly data: BytesReply }) => void = () => {}
  let breakDown: () => void = () => {}
  const thread: BytesThread = {
    postMessage: (message) => void asked.push(message),
    addEventListener: (type: 'message' | 'error', listener: (event: { readonly data: BytesReply }) => void) => {
      if (type === 'message') reply = listener
      else breakDown = listener as () => void
    },
  }
  return { thread, asked, reply: (data: BytesReply) => reply({ data }), breakDown: () => breakDown() }
}

const bytes = (id: number, length: number): BytesReply => ({
  type: 'bytes',
  id,
  buffer: new ArrayBuffer(length),
  headers: [['content-type', 'application/octet-stream']],
})

describe('bytes fetched in a thread', () => {
  it('go to the request they are for, in whatever order they come', async () => {
    const fake = fakeThread()
    const fetch = fetchInThread(fake.thread)
    const [first, second] = [fetch('/a'), fetch('/b')]
    expect(fake.asked).toEqual([
      { type: 'fetch', id: 1, path: '/a' },
      { type: 'fetch', id: 2, path: '/b' },
    ])
    fake.reply(bytes(2, 20))
    fake.reply(bytes(1, 10))
    expect((await first).buffer.byteLength).toBe(10)
    expect((await second).buffer.byteLength).toBe(20)
    expect((await second).headers.get('content-type')).toBe('application/octet-stream')
  })

  it('throw what the host said, and a network fault as fetch does', async () => {
    const fake = fakeThread()
    const fetch = fetchInThread(fake.thread)
    const refused = fetch('/a')
    fake.reply({ type: 'failure', id: 1, failure: new Failure('E_NOT_FOUND', 'Gone.').toJSON() })
    await expect(refused).rejects.toMatchObject({ code: 'E_NOT_FOUND', message: 'Gone.' })
    const lost = fetch('/b')
    fake.reply({ type: 'unreachable', id: 2, message: 'TypeError: Failed to fetch' })
    await expect(lost).rejects.toBeInstanceOf(TypeError)
  })

  it('are let go of when cancelled, and a late reply is nobody’s', async () => {
    const fake = fakeThread()
    const fetch = fetchInThread(fake.thread)
    const controller = new AbortController()
    const reply = fetch('/a', controller.signal)
    controller.abort()
    await expect(reply).rejects.toMatchObject({ code: 'E_CANCELLED' })
    expect(fake.asked.at(-1)).toEqual({ type: 'abort', id: 1 })
    fake.reply(bytes(1, 10))
    await expect(fetch('/b', controller.signal)).rejects.toMatchObject({ code: 'E_CANCELLED' })
    expect(fake.asked).toHaveLength(2)
  })

  it('are fetched by the page itself where the thread does not start', async () => {
    const fake = fakeThread()
    const paths: string[] = []
    const fetch = fetchInThread(fake.thread, async (path) => {
      paths.push(path)
      return { buffer: new ArrayBuffer(3), headers: new Headers() }
    })
    const before = fetch('/a')
    fake.breakDown()
    expect((await before).buffer.byteLength).toBe(3)
    expect((await fetch('/b')).buffer.byteLength).toBe(3)
    expect(paths).toEqual(['/a', '/b'])
  })
})
