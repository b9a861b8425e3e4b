import { once } from 'node:events'
import { connect } from 'node:net'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/fetch'
import type { ContractRouterClient } from '@orpc/contract'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Engine } from '../../src-main/engine/engine.ts'
import { EventStream } from '../../src-main/engine/event-stream.ts'
import { serve, type WebHost } from '../../src-main/web/serve.ts'
import type { contract } from '../../src-shared/contract.ts'
import { engineWith } from '../support/fake-engine.ts'
import { pageFolder } from '../support/page-folder.ts'

const open: { engine: Engine; host: WebHost }[] = []
async function start(change: (engine: Engine) => Engine = (engine) => engine) {
  const engine = change(engineWith())
  const stale: string[] = []
  const host = await serve({ engine, port: 0, pageFolder: pageFolder(), onStaleToken: (why) => stale.push(why) })
  open.push({ engine, host })
  const { origin, port, hash } = new URL(host.url)
  return { host, origin, port: Number(port), token: hash.replace('#token=', ''), stale }
}
afterEach(async () => {
  for (const { host, engine } of open.splice(0)) {
    await host.close()
    await engine.close()
  }
})

const signIn = (origin: string, token: string): Promise<Response> =>
  fetch(`${origin}/api/session`, {
    method: 'POST',
    headers: { origin, 'x-hilum': '1', 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  })
const cookieOf = (response: Response): string => (response.headers.get('set-cookie') ?? '').split(';')[0] ?? ''

/** Sends bytes as they are and gives the status and what follows the head; null where the connection was just closed. */
async function raw(port: number, text: string): Promise<{ status: number; head: string; body: string } | null> {
  const socket = connect(port, '127.0.0.1')
  socket.setTimeout(8000, () => socket.destroy())
  socket.write(text)
  let reply = ''
  socket.on('data', (data) => {
    reply += data.toString('latin1')
  })
  await once(socket, 'close')
  const [head = '', body = ''] = reply.split('\r\n\r\n')
  return reply === '' ? null : { status: Number(head.split(' ')[1]), head, body }
}

describe('web host', () => {
  it('lets a page in by its one-time token, and then only with the cookie', async () => {
    const { origin, port, token, host, stale } = await start()
    expect(host.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{43}$/)
    const reply = await signIn(origin, token)
    expect(reply.status).toBe(204)
    const cookie = reply.headers.get('set-cookie') ?? ''
    expect(cookie).toMatch(new RegExp(`^hilum-${port}=[\\w-]{43}; HttpOnly; SameSite=Strict; Path=/$`))
    expect((await signIn(origin, token)).status).toBe(401)
    expect(stale).toEqual(['used'])

    const link = (headers: Record<string, string>) => new RPCLink({ url: `${origin}/api/rpc`, headers })
    const ours = { origin, 'x-hilum': '1', cookie: cookieOf(reply) }
    const client: ContractRouterClient<typeof contract> = createORPCClient(link(ours))
    expect(await client.app.info()).toMatchObject({ host: 'web' })
    const stranger: ContractRouterClient<typeof contract> = createORPCClient(link({ origin, 'x-hilum': '1' }))
    await expect(stranger.app.info()).rejects.toThrow()

    const again = await signIn(origin, new URL(host.newUrl()).hash.replace('#token=', ''))
    expect(cookieOf(again)).toBe(cookieOf(reply))
  })

  it.each([
    '',
    '{}',
    '{"token":7}',
    '[]',
    'x',
    JSON.stringify({ token: 'x'.repeat(43) }),
    `{"token":"${'x'.repeat(2000)}"}`,
  ])('does not let in a wrong token (%#)', async (body) => {
    const { origin } = await start()
    const headers = { origin, 'x-hilum': '1', 'content-type': 'application/json' }
    const reply = await fetch(`${origin}/api/session`, { method: 'POST', headers, body })
    expect(reply.status).toBe(403)
    expect(reply.headers.get('set-cookie')).toBeNull()
    expect(await reply.text()).toBe('')
  })

  it('tells an address that is too old from one that was used, and asks for a new one where no session is open', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    try {
      const { origin, token, host, stale } = await start()
      vi.setSystemTime(Date.now() + 61_000)
      expect((await signIn(origin, token)).status).toBe(410)
      expect((await signIn(origin, 'x'.repeat(43))).status).toBe(403)
      expect(stale).toEqual(['expired'])
      const cookie = cookieOf(await signIn(origin, new URL(host.newUrl()).hash.replace('#token=', '')))
      const headers = { origin, cookie, 'x-hilum': '1', 'content-type': 'application/json' }
      const body = JSON.stringify({ token })
      expect((await fetch(`${origin}/api/session`, { method: 'POST', headers, body })).status).toBe(410)
      expect(stale).toEqual(['expired'])
    } finally {
      vi.useRealTimers()
    }
  })

  it('serves the page to anyone who asks from this machine, without data', async () => {
    const { origin } = await start()
    expect(await (await fetch(origin)).text()).toContain('<title>page</title>')
    expect((await fetch(`${origin}/none.js`)).status).toBe(404)
    expect((await fetch(`${origin}/api/bytes/volumes/x?z0=0&z1=1`)).status).toBe(401)
  })

  it.each([
    ['another host', 'GET / HTTP/1.1\r\nHost: evil.test\r\n\r\n', 421],
    ['no host', 'GET / HTTP/1.0\r\n\r\n', 421],
    ['two hosts', 'GET / HTTP/1.1\r\nHost: HOST\r\nHost: evil.test\r\n\r\n', 421],
    ['an absolute target', 'GET http://evil.test/ HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n', 400],
    ['an encoded api path', 'GET /%61pi/bytes/volumes/x?z0=0&z1=1 HTTP/1.1\r\nHost: HOST\r\n\r\n', 400],
    ['a doubled slash', 'GET //api/bytes/volumes/x?z0=0&z1=1 HTTP/1.1\r\nHost: HOST\r\n\r\n', 400],
    ['a dotted api path', 'GET /x/../api/bytes/volumes/x?z0=0&z1=1 HTTP/1.1\r\nHost: HOST\r\n\r\n', 401],
    ['an upgrade', 'GET / HTTP/1.1\r\nHost: HOST\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n', 400],
    ['TRACE', 'TRACE / HTTP/1.1\r\nHost: HOST\r\n\r\n', 405],
    ['OPTIONS', 'OPTIONS /api/rpc/app/info HTTP/1.1\r\nHost: HOST\r\nOrigin: http://evil.test\r\n\r\n', 405],
  ])('refuses %s with an empty body and no permission for other origins', async (_, text, status) => {
    const { port } = await start()
    const reply = await raw(port, text.replaceAll('HOST', `127.0.0.1:${port}`))
    expect(reply?.status).toBe(status)
    expect(reply?.body).toBe('')
    expect(reply?.head).not.toMatch(/access-control/i)
  })

  it('serves no proxy and no oversized head', async () => {
    const { port } = await start()
    expect(await raw(port, 'CONNECT evil.test:443 HTTP/1.1\r\nHost: evil.test\r\n\r\n')).toBeNull()
    const huge = await raw(port, `GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`)
    expect(huge?.status).toBe(431)
  })

  it('listens on the loopback address alone, and refuses to start elsewhere', async () => {
    const engine = engineWith()
    for (const host of ['0.0.0.0', '::', '192.168.1.2', 'evil.test', '']) {
      await expect(serve({ engine, port: 0, pageFolder: null, host })).rejects.toMatchObject({ code: 'E_USAGE' })
    }
    await engine.close()
  })

  it('says when its port is taken', async () => {
    const { port } = await start()
    const engine = engineWith()
    await expect(serve({ engine, port, pageFolder: null })).rejects.toMatchObject({
      code: 'E_USAGE',
      details: { port },
    })
    await engine.close()
  })

  it('ends the work of a page that goes away', async () => {
    const onClose = vi.fn()
    const { origin, token } = await start((engine) => ({
      ...engine,
      handlers: {
        ...engine.handlers,
        studies: {
          ...engine.handlers.studies,
          scan: async () => new EventStream<never>({ merge: () => null, onClose }),
        },
      },
    }))
    const headers = { origin, 'x-hilum': '1', cookie: cookieOf(await signIn(origin, token)) }
    const abort = new AbortController()
    const reply = await fetch(`${origin}/api/rpc/studies/scan`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ json: { jobId: '1', path: '/x' } }),
      signal: abort.signal,
    })
    expect(reply.status).toBe(200)
    expect(onClose).not.toHaveBeenCalled()
    abort.abort()
    await vi.waitFor(() => expect(onClose).toHaveBeenCalled())
  })

  it('closes while a connection is still open', async () => {
    const { port, host } = await start()
    const socket = connect(port, '127.0.0.1')
    await once(socket, 'connect')
    socket.on('error', () => {})
    const closed = once(socket, 'close')
    await host.close()
    await closed
    open.splice(0)
  })
})
