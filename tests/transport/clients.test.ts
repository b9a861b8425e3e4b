import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/fetch'
import type { ContractRouterClient } from '@orpc/contract'
import { afterAll, describe, expect, it, vi } from 'vitest'
import type { Engine } from '../../src-main/engine/engine.ts'
import { EventStream } from '../../src-main/engine/event-stream.ts'
import { createHandler } from '../../src-main/transport/handler.ts'
import { createClient } from '../../src-main/transport/in-process-client.ts'
import { failureOf } from '../../src-main/transport/typed-failures.ts'
import type { contract } from '../../src-shared/contract.ts'
import { Failure } from '../../src-shared/failure.ts'
import { collect } from '../support/collect.ts'
import { engineWith } from '../support/fake-engine.ts'

type Client = ContractRouterClient<typeof contract>
type Scan = Engine['handlers']['studies']['scan']
const progress = (done: number) => ({ type: 'progress', step: 'scan', done, total: 9, fraction: done / 9 }) as const

const streams: EventStream<ReturnType<typeof progress>>[] = []
const onClose = vi.fn()
const real = engineWith()
afterAll(() => real.close())
const scan: Scan = async ({ path }) => {
  if (path === '/refuse') throw new Failure('E_FOLDER_EMPTY', 'Nothing here.', { path })
  if (path === '/fault') throw new TypeError('Doe^Jane')
  const stream = new EventStream<ReturnType<typeof progress>>({ merge: () => null, onClose })
  streams.push(stream)
  stream.push(progress(1))
  if (path === '/late') stream.fail(new Failure('E_READ', 'Cannot be read.'))
  else if (path !== '/open') {
    stream.push(progress(2))
    stream.end()
  }
  return stream
}
const engine: Engine = { ...real, handlers: { ...real.handlers, studies: { ...real.handlers.studies, scan } } }
const handler = createHandler(engine, { pageFolder: null })
const link = new RPCLink({ url: 'http://host/api/rpc', fetch: (request, init) => handler(new Request(request, init)) })

const clients: [string, Client][] = [
  ['over HTTP', createORPCClient(link)],
  ['in process', createClient(engine)],
]

describe.each(clients)('a client %s', (_, client) => {
  it('gets replies', async () => {
    expect(await client.app.info()).toMatchObject({ version: '0.0.0', host: 'web', threads: 1 })
    expect(await client.settings.set({ fillOpacity: 0.7 })).toMatchObject({ fillOpacity: 0.7 })
    expect(await client.settings.set({ language: 'de' })).toMatchObject({ fillOpacity: 0.7, language: 'de' })
  })

  it('gets events as they come', async () => {
    expect(await collect(await client.studies.scan({ jobId: '1', path: '/ok' }))).toEqual([progress(1), progress(2)])
  })

  it('gets a Failure as the typed error, before the stream and in it', async () => {
    const error = await client.studies.scan({ jobId: '1', path: '/refuse' }).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({
      code: 'FAILURE',
      defined: true,
      data: { code: 'E_FOLDER_EMPTY', details: { path: '/refuse' } },
    })
    expect(failureOf(error)).toMatchObject({ code: 'E_FOLDER_EMPTY', message: 'Nothing here.', exitStatus: 3 })
    const events = await client.studies.scan({ jobId: '1', path: '/late' })
    const late = await collect(events).catch((thrown: unknown) => thrown)
    expect(late).toMatchObject({ code: 'FAILURE', data: { code: 'E_READ' } })
  })

  it('gets E_PARAMETER for input that does not fit', async () => {
    const error = await client.settings.set({ language: 'xx' as 'en' }).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'FAILURE', data: { code: 'E_PARAMETER' } })
    expect(failureOf(error).message).toMatch(/language/)
  })

  it('gets E_INTERNAL for a fault of ours, whose text is not in the log', async () => {
    const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    const error = await client.studies.scan({ jobId: '1', path: '/fault' }).catch((thrown: unknown) => thrown)
    const log = write.mock.calls.map(([text]) => String(text)).join('')
    write.mockRestore()
    expect(failureOf(error).code).toBe('E_INTERNAL')
    expect(log).toMatch(/internal fault \(TypeError\)\n\s+at /)
    expect(log).not.toMatch(/Doe/)
  })

  it('closes the stream of the engine when it stops reading', async () => {
    onClose.mockClear()
    const events = await client.studies.scan({ jobId: '1', path: '/open' })
    for await (const _event of events) break
    await vi.waitFor(() => expect(onClose).toHaveBeenCalled())
  })

  it('closes the stream of the engine when its signal is aborted', async () => {
    onClose.mockClear()
    const abort = new AbortController()
    const events = await client.studies.scan({ jobId: '1', path: '/open' }, { signal: abort.signal })
    await events.next()
    const waiting = events.next().catch((error: unknown) => error)
    abort.abort()
    await events.return?.()
    await vi.waitFor(() => expect(onClose).toHaveBeenCalled())
    streams.at(-1)?.end()
    await waiting
  })
})
