import { describe, expect, it } from 'vitest'
import { cookieName, judge } from '../../src-main/web/gate.ts'
import { createSessions } from '../../src-main/web/session.ts'

const port = 4711
const address = `127.0.0.1:${port}`
const origin = `http://${address}`
const sessions = createSessions()
const cookie = `${cookieName(port)}=${sessions.secret}`

/** What our own page sends. */
const own = { host: address, origin, 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors', 'x-hilum': '1', cookie }
type Headers = Readonly<Record<string, string | readonly string[] | null>>

const ask = (method: string, url: string, headers: Headers): number | null =>
  judge(
    {
      method,
      url,
      rawHeaders: Object.entries(headers).flatMap(([name, value]) =>
        value === null ? [] : [value].flat().flatMap((one) => [name, one]),
      ),
    },
    { port, sessions },
  )

const calls = [
  ['POST', '/api/session'],
  ['POST', '/api/rpc/app/info'],
  ['POST', '/api/rpc/studies/scan'],
  ['POST', '/api/rpc/no/such/call'],
] as const
const bytes = [
  ['GET', '/api/bytes/volumes/x?z0=0&z1=1'],
  ['GET', '/api/bytes/masks/x/final?z0=0&z1=1'],
  ['GET', '/api/bytes/meshes/x/positions'],
  ['GET', '/api/bytes/series/x/preview?plane=axial&size=96'],
  ['HEAD', '/api/bytes/volumes/x?z0=0&z1=1'],
] as const
const files = [
  ['GET', '/'],
  ['GET', '/index.html'],
  ['GET', '/assets/main.js'],
  ['GET', '/apiary'],
] as const
const routes = [...calls, ...bytes, ...files]

const badHosts: readonly (string | readonly string[] | null)[] = [
  null,
  '',
  'evil.test',
  `evil.test:${port}`,
  `127.0.0.1.evil.test:${port}`,
  '127.0.0.1',
  '127.0.0.1:80',
  `127.0.0.1:${port}0`,
  `127.0.0.1:${port}.`,
  `localhost:${port}`,
  `[::1]:${port}`,
  `[::ffff:127.0.0.1]:${port}`,
  `127.1:${port}`,
  `2130706433:${port}`,
  `user@${address}`,
  [address, address],
  [address, 'evil.test'],
  `${address}, evil.test`,
]
const badOrigins = [
  'null',
  'http://evil.test',
  `http://sub.${address}`,
  'http://127.0.0.1',
  'http://127.0.0.1:8080',
  `https://${address}`,
  `http://localhost:${port}`,
  `${origin}/`,
  `${origin}.evil.test`,
  '',
]

describe('gate', () => {
  it.each(routes)('lets our own page through: %s %s', (method, url) => {
    expect(ask(method, url, own)).toBeNull()
  })

  it('lets the first visit through, typed into a browser, without a cookie', () => {
    const typed = {
      host: address,
      'sec-fetch-site': 'none',
      'sec-fetch-mode': 'navigate',
      'sec-fetch-dest': 'document',
    }
    expect(ask('GET', '/', typed)).toBeNull()
    const asset = { host: address, 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'no-cors' }
    expect(ask('GET', '/assets/main.css', asset)).toBeNull()
    expect(ask('POST', '/api/session', { ...own, cookie: null })).toBeNull()
  })

  describe.each(routes)('%s %s', (method, url) => {
    const api = url.startsWith('/api/')
    it('refuses every wrong Host', () => {
      for (const host of badHosts) expect(ask(method, url, { ...own, host })).toBe(421)
    })
    it('refuses every wrong Origin', () => {
      for (const wrong of badOrigins) expect(ask(method, url, { ...own, origin: wrong })).toBe(403)
      expect(ask(method, url, { ...own, origin: [origin, 'http://evil.test'] })).toBe(403)
    })
    it('refuses what another site asks', () => {
      for (const site of ['cross-site', 'same-site', 'other']) {
        expect(ask(method, url, { ...own, 'sec-fetch-site': site })).toBe(403)
      }
      const followed = {
        ...own,
        'sec-fetch-site': 'cross-site',
        'sec-fetch-mode': 'navigate',
        'sec-fetch-dest': 'document',
      }
      expect(ask(method, url, followed)).toBe(403)
      expect(ask(method, url, { ...own, 'sec-fetch-site': 'none' })).toBe(403)
    })
    it('refuses other methods and upgrades', () => {
      for (const other of [
        'PUT',
        'DELETE',
        'PATCH',
        'OPTIONS',
        'TRACE',
        'CONNECT',
        method === 'POST' ? 'GET' : 'POST',
      ]) {
        expect(ask(other, url, own)).toBe(405)
      }
      expect(ask(method, url, { ...own, upgrade: 'websocket' })).toBe(400)
    })
    if (api)
      it('refuses frames, pages and no-cors requests below /api', () => {
        for (const mode of ['no-cors', 'navigate'])
          expect(ask(method, url, { ...own, 'sec-fetch-mode': mode })).toBe(403)
      })
    if (api && url !== '/api/session')
      it('needs the cookie of this port and this start', () => {
        const other = createSessions().secret
        for (const wrong of [
          null,
          '',
          'a=b',
          `hilum-80=${sessions.secret}`,
          `${cookieName(port)}=${other}`,
          `${cookieName(port)}=`,
          `x${cookie}`,
          cookie.slice(0, -1),
        ]) {
          expect(ask(method, url, { ...own, cookie: wrong })).toBe(401)
        }
        expect(ask(method, url, { ...own, cookie: `a=b; ${cookie}; c=d` })).toBeNull()
      })
    if (method === 'POST')
      it('needs Origin and the header x-hilum', () => {
        expect(ask(method, url, { ...own, origin: null })).toBe(403)
        for (const wrong of [null, '', '0', ['1', '1']])
          expect(ask(method, url, { ...own, 'x-hilum': wrong })).toBe(403)
      })
  })

  it('refuses targets that are not plain paths', () => {
    const odd = ['//api/bytes/x', '/\\api/bytes/x', '/%61pi/bytes/volumes/x', '/x%2fy', '/assets/%00']
    for (const url of ['*', 'http://evil.test/', 'evil.test:80', '', ...odd]) expect(ask('GET', url, own)).toBe(400)
  })

  it('judges paths below /api by what they mean, not by how they are written', () => {
    const stranger = { host: address }
    for (const url of [
      '/x/../api/bytes/volumes/x',
      '/./api/bytes/volumes/x',
      '/api/../api/bytes/x',
      '/api/bytes/../bytes/x',
    ]) {
      expect(ask('GET', url, stranger)).toBe(401)
    }
    for (const url of ['/api', '/api/', '/api/rpc/app/info']) expect(ask('GET', url, own)).toBe(405)
  })

  it('knows port 80 by the address without a port', () => {
    const at80 = { port: 80, sessions }
    const headers = (host: string) => ({ method: 'GET', url: '/', rawHeaders: ['Host', host] })
    expect(judge(headers('127.0.0.1'), at80)).toBeNull()
    expect(judge(headers('127.0.0.1:80'), at80)).toBe(421)
  })
})

describe('sessions', () => {
  it('takes a token once, and only within 60 seconds', () => {
    let now = 1000
    const one = createSessions(() => now)
    const [first, second] = [one.newToken(), one.newToken()]
    expect(first).toMatch(/^[\w-]{43}$/)
    expect(first).not.toBe(second)
    expect(one.redeem(first)).toBe('good')
    expect(one.redeem(first)).toBe('used')
    now += 59_999
    expect(one.redeem(second)).toBe('good')
    const late = one.newToken()
    now += 60_000
    expect(one.redeem(late)).toBe('expired')
    expect(one.redeem(late)).toBe('expired')
    for (const wrong of ['', 'x', `${one.newToken()}x`]) expect(one.redeem(wrong)).toBe('unknown')
  })

  it('keeps the newest 16 tokens', () => {
    const one = createSessions()
    const tokens = Array.from({ length: 17 }, () => one.newToken())
    expect(one.redeem(tokens[0] as string)).toBe('expired')
    expect(tokens.slice(1).every((token) => one.redeem(token) === 'good')).toBe(true)
  })

  it('has a secret of its own each start', () => {
    const one = createSessions()
    expect(one.isSession(one.secret)).toBe(true)
    expect(one.isSession(createSessions().secret)).toBe(false)
    expect(one.isSession('')).toBe(false)
  })
})
