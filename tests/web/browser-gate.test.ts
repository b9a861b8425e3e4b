import { existsSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { serve } from '../../src-main/web/serve.ts'
import { engineWith } from '../support/fake-engine.ts'
import { pageFolder } from '../support/page-folder.ts'

const executablePath = process.env['HILUM_CHROMIUM'] ?? '/usr/bin/chromium'
const args = [
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--host-resolver-rules=MAP evil.test 127.0.0.1',
]

/** What our own page does: trades the token of its address for the session, then says whether it may call. */
const ownPage = `
  const token = new URLSearchParams(location.hash.slice(1)).get('token')
  const headers = { 'x-hilum': '1', 'content-type': 'application/json' }
  await fetch('/api/session', { method: 'POST', headers, body: JSON.stringify({ token }) })
  const reply = await fetch('/api/rpc/app/info', { method: 'POST', headers, body: '{}' })
  document.title = reply.status + ' ' + crossOriginIsolated
`

/** What a page of another local program can try with our address, told as lines that start with "got" where it gets anything. */
const tries = async (address: string): Promise<string[]> => {
  const told: string[] = []
  const attempt = async (name: string, what: () => Promise<unknown>) => {
    told.push(
      await what().then(
        (value) => `got ${name}: ${String(value)}`,
        () => `refused ${name}`,
      ),
    )
  }
  const loaded = (element: HTMLElement) =>
    new Promise((resolve, reject) => {
      element.onload = resolve
      element.onerror = reject
      document.body.append(element)
    })
  const json = { 'content-type': 'application/json' }
  const set = '{"json":{"language":"de"}}'
  const url = `${address}/api/rpc/settings/set`
  await attempt('fetch', async () => (await fetch(`${address}/`)).text())
  await attempt('call', async () => (await fetch(`${address}/api/rpc/app/info`, { method: 'POST', body: '{}' })).text())
  await attempt('call with header', async () =>
    (
      await fetch(url, { method: 'POST', headers: { ...json, 'x-hilum': '1' }, body: set, credentials: 'include' })
    ).text(),
  )
  await attempt('beacon body', async () => {
    const reply = await fetch(url, { method: 'POST', mode: 'no-cors', body: set, credentials: 'include' })
    if (reply.type === 'opaque') throw new Error('unreadable')
    return reply.text()
  })
  await attempt('image', () => loaded(Object.assign(new Image(), { src: `${address}/icon.svg` })))
  await attempt('script', () =>
    loaded(Object.assign(document.createElement('script'), { src: `${address}/assets/main.js` })),
  )
  await attempt('style', () =>
    loaded(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: `${address}/assets/main.css` })),
  )
  await attempt(
    'websocket',
    () =>
      new Promise((resolve, reject) => {
        const socket = new WebSocket(address.replace('http', 'ws'))
        socket.onopen = resolve
        socket.onerror = reject
      }),
  )
  const frame = document.createElement('iframe')
  frame.src = `${address}/`
  await loaded(frame).catch(() => undefined)
  await attempt('frame', async () => {
    const { body } = frame.contentDocument as Document
    return body.innerHTML
  })
  return told
}

const reason = existsSync(executablePath) ? null : `no Chromium at ${executablePath}; name one in HILUM_CHROMIUM`
if (reason !== null) {
  console.warn(`SKIPPED the web host in a real browser: ${reason}`)
  it.skip(`the web host in a real browser (not run: ${reason})`, () => {})
} else {
  let browser: Browser
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath, args, chromiumSandbox: false })
  })
  afterAll(() => browser.close())

  const start = async () => {
    const engine = engineWith()
    const folder = pageFolder()
    writeFileSync(join(folder, 'index.html'), '<!doctype html><script type="module" src="/assets/own.js"></script>')
    writeFileSync(join(folder, 'assets', 'own.js'), ownPage)
    const host = await serve({ engine, port: 0, pageFolder: folder })
    const context = await browser.newContext()
    onTestFinished(async () => {
      await context.close()
      await host.close()
      await engine.close()
    })
    return { engine, host, context }
  }

  it('gives its own page a session, in an isolated context', async () => {
    const { host, context } = await start()
    const page = await context.newPage()
    await page.goto(host.newUrl())
    await page.waitForFunction(() => document.title !== '')
    expect(await page.title()).toBe('200 true')
  })

  it('shows nothing under a name that was bound to this machine', async () => {
    const { host, context } = await start()
    const page = await context.newPage()
    const answered = page.waitForResponse(/evil\.test/)
    await expect(page.goto(host.newUrl().replace('127.0.0.1', 'evil.test'))).rejects.toThrow(
      'ERR_HTTP_RESPONSE_CODE_FAILURE',
    )
    expect((await answered).status()).toBe(421)
  })

  it('gives nothing to the page of another local program, though the browser has the session', async () => {
    const other = createServer((_, response) => {
      response.setHeader('content-type', 'text/html')
      response.end('<!doctype html><title>other</title><body></body>')
    })
    await new Promise<void>((listening) => other.listen(0, '127.0.0.1', () => listening()))
    onTestFinished(() => void other.close())
    const { port } = other.address() as { port: number }
    const { engine, host, context } = await start()
    const own = await context.newPage()
    await own.goto(host.newUrl())
    await own.waitForFunction(() => document.title === '200 true')
    const page = await context.newPage()
    await page.goto(`http://127.0.0.1:${port}/`)
    const told = await page.evaluate(tries, new URL(host.url).origin)
    expect(told.length).toBe(9)
    expect(told.filter((line) => !line.startsWith('refused'))).toEqual([])
    expect((await engine.handlers.settings.get(undefined, {})).language).toBe('auto')

    const submitted = page.waitForResponse((reply) => reply.url().endsWith('/api/rpc/settings/set'))
    await page.evaluate(
      (action) => {
        const form = Object.assign(document.createElement('form'), { method: 'post', action, enctype: 'text/plain' })
        form.append(
          Object.assign(document.createElement('input'), { name: '{"json":{"language":"de"},"x":"', value: '"}' }),
        )
        document.body.append(form)
        form.submit()
      },
      `${new URL(host.url).origin}/api/rpc/settings/set`,
    )
    expect((await submitted).status()).toBe(403)
    expect((await engine.handlers.settings.get(undefined, {})).language).toBe('auto')
  })
}
