import { afterAll, describe, expect, it } from 'vitest'
import { createHandler } from '../../src-main/transport/handler.ts'
import { sentPictureSchema } from '../../src-shared/contract.ts'
import { Failure } from '../../src-shared/failure.ts'
import { encodePng } from '../../src-shared/formats/png.ts'
import { engineWith } from '../support/fake-engine.ts'
import { pageFolder } from '../support/page-folder.ts'

const hu = new Int16Array(new SharedArrayBuffer(10 * 1024 * 1024)).map((_, n) => n)
const shared = new Uint8Array(new SharedArrayBuffer(hu.byteLength))
shared.set(new Uint8Array(hu.buffer))
const asked: unknown[][] = []
const engine = engineWith({
  bytes: {
    volume: (...args) => {
      asked.push(args)
      if (args[0] === 'gone') throw new Failure('E_NOT_FOUND', 'Gone.')
      let copies = 0
      const check = (): void => {
        copies += 1
        if (args[0] === 'closed while sent' && copies > 2) throw new Failure('E_NOT_FOUND', 'Gone.')
      }
      return { bytes: shared, check }
    },
    mesh: () => {
      throw new TypeError('a fault')
    },
    preview: async (_, plane, size) => ({
      columns: 2,
      rows: 1,
      columnMm: 0.5,
      rowMm: 2.5,
      slice: plane === 'axial' ? size : 0,
      hu: Int16Array.of(-1000, 40),
    }),
  },
})
afterAll(() => engine.close())
const get = (path: string, init?: RequestInit) =>
  createHandler(engine, { pageFolder: null })(new Request(`http://host${path}`, init))

describe('bytes', () => {
  it('streams shared memory whole, in chunks of 4 MiB that are copies', async () => {
    const response = await get('/api/bytes/volumes/abc%2Fd?z0=3&z1=17')
    expect(asked.at(-1)).toEqual(['abc/d', 3, 17])
    expect(response.headers.get('content-length')).toBe(String(shared.length))
    expect(response.headers.get('content-type')).toBe('application/octet-stream')
    expect(response.headers.get('cache-control')).toBe('no-store')
    const sizes: number[] = []
    const bytes = new Uint8Array(shared.length)
    let at = 0
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      expect(chunk.buffer).not.toBeInstanceOf(SharedArrayBuffer)
      bytes.set(chunk, at)
      at += chunk.length
      sizes.push(chunk.length)
    }
    expect(Buffer.compare(bytes, Uint8Array.from(shared))).toBe(0)
    expect(Math.max(...sizes)).toBe(4 * 1024 * 1024)
  })

  it('reads no further than its reader', async () => {
    const first = shared[0]
    const response = await get('/api/bytes/volumes/a?z0=0&z1=1')
    const last = shared.length - 1
    const before = shared[last] as number
    shared[last] = before ^ 0xff
    const bytes = new Uint8Array(await response.arrayBuffer())
    expect(bytes[0]).toBe(first)
    expect(bytes[last]).toBe(before ^ 0xff)
    shared[last] = before
  })

  it('breaks off where the volume is let go of while it is sent', async () => {
    const response = await get('/api/bytes/volumes/closed%20while%20sent?z0=0&z1=1')
    await expect(response.arrayBuffer()).rejects.toMatchObject({ code: 'E_NOT_FOUND' })
  })

  it('gives a preview with its measures', async () => {
    const response = await get('/api/bytes/series/1/preview?plane=axial&size=96')
    const headers = ['columns', 'rows', 'column-mm', 'row-mm', 'slice'].map((name) =>
      response.headers.get(`x-hilum-${name}`),
    )
    expect(headers).toEqual(['2', '1', '0.5', '2.5', '96'])
    expect(new Int16Array(await response.arrayBuffer())).toEqual(Int16Array.of(-1000, 40))
  })

  it.each([
    ['/api/bytes/volumes/gone?z0=0&z1=1', 404, 'E_NOT_FOUND'],
    ['/api/bytes/volumes/a', 400, 'E_PARAMETER'],
    ['/api/bytes/volumes/a?z0=-1&z1=1', 400, 'E_PARAMETER'],
    ['/api/bytes/volumes/a?z0=0&z1=1.5', 400, 'E_PARAMETER'],
    ['/api/bytes/volumes/a?z0=0&z1=1e3', 400, 'E_PARAMETER'],
    ['/api/bytes/volumes/a?z0=0&z1=9999999999', 400, 'E_PARAMETER'],
    ['/api/bytes/masks/none/final?z0=0&z1=1', 404, 'E_NOT_FOUND'],
    ['/api/bytes/series/1/preview?plane=oblique&size=96', 400, 'E_PARAMETER'],
    ['/api/bytes/series/1/preview?plane=axial', 400, 'E_PARAMETER'],
    ['/api/bytes/meshes/1/normals', 404, 'E_NOT_FOUND'],
    ['/api/bytes/meshes/1/indices', 500, 'E_INTERNAL'],
  ])('refuses %s with %i %s', async (path, status, code) => {
    const response = await get(path)
    expect(response.status).toBe(status)
    expect(await response.json()).toMatchObject({ code })
  })
})

describe('handler', () => {
  it.each(['/', '/api/bytes/volumes/a?z0=0&z1=1', '/api/bytes/volumes/gone?z0=0&z1=1', '/api/none', '/none.js'])(
    'puts the security headers on %s',
    async (path) => {
      const handler = createHandler(engine, { pageFolder: pageFolder() })
      const { headers } = await handler(new Request(`http://host${path}`))
      const policy = headers.get('content-security-policy') ?? ''
      expect(policy).toContain("default-src 'none'")
      expect(policy).not.toContain('unsafe')
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
      expect(headers.get('cross-origin-embedder-policy')).toBe('require-corp')
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('referrer-policy')).toBe('no-referrer')
      expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([])
    },
  )

  it.each([
    ['GET', '/api/none'],
    ['GET', '/api/rpc/app/info'],
    ['POST', '/api/rpc/none'],
    ['POST', '/api/bytes/volumes/a?z0=0&z1=1'],
    ['POST', '/'],
    ['GET', '/none.js'],
  ])('has nothing at %s %s', async (method, path) => {
    const response = await get(path, { method })
    expect(response.status).toBe(404)
    expect(await response.text()).toBe('')
  })

  it('refuses calls of more than a megabyte', async () => {
    const body = JSON.stringify({ json: { language: 'x'.repeat(1024 * 1024) } })
    const headers = { 'content-type': 'application/json' }
    expect((await get('/api/rpc/settings/set', { method: 'POST', body, headers })).status).toBe(413)
  })
})

describe('pictures', () => {
  const post = (body: Uint8Array<ArrayBuffer>) => get('/api/pictures', { method: 'POST', body })

  it('are taken as PNG and named, and nothing else is', async () => {
    const png = encodePng(Uint8Array.of(0, 255), 2, 1)
    const taken = await post(png)
    expect(taken.status).toBe(200)
    expect(sentPictureSchema.parse(await taken.json()).pictureId).toMatch(/^[0-9a-f-]{36}$/)
    const refused = await post(Uint8Array.of(0xff, 0xd8, 0xff))
    expect(refused.status).toBe(400)
    expect(await refused.json()).toMatchObject({ code: 'E_PARAMETER' })
  })

  it('are refused above 64 MiB, and asked for in vain', async () => {
    expect((await post(new Uint8Array(64 * 1024 * 1024 + 1))).status).toBe(413)
    expect((await get('/api/pictures')).status).toBe(404)
  })
})
