import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { type Browser, chromium } from 'playwright-core'
import { build } from 'vite'

export const chromiumPath = process.env['HILUM_CHROMIUM'] ?? '/usr/bin/chromium'
export const chromiumMissing = existsSync(chromiumPath)
  ? null
  : `no Chromium at ${chromiumPath}; name one in HILUM_CHROMIUM`

/** The page's own policy: no inline script or style, pictures from the page or from memory. */
const policy = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; object-src 'none'"
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
}
const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run']
const quietFlags = ['--disable-background-networking', '--disable-component-update', '--disable-sync']

export interface HarnessServer {
  readonly url: string
  launch(extraFlags?: readonly string[]): Promise<Browser>
  close(): Promise<void>
}

/** Builds the viewports' test page and serves it on this machine under the page's content policy. */
export async function serveHarness(): Promise<HarnessServer> {
  const folder = await mkdtemp(join(tmpdir(), 'hilum-viewports-'))
  await build({
    root: fileURLToPath(new URL('.', import.meta.url)),
    configFile: false,
    logLevel: 'error',
    base: './',
    plugins: [react()],
    build: { outDir: folder, emptyOutDir: true, minify: false, target: 'es2024', chunkSizeWarningLimit: 10_000 },
  })
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://localhost').pathname)
    const file = join(folder, path === '/' ? 'index.html' : path)
    readFile(file).then(
      (bytes) => {
        const type = types[extname(file)] ?? 'application/octet-stream'
        response.writeHead(200, { 'content-type': type, 'content-security-policy': policy }).end(bytes)
      },
      () => response.writeHead(404).end(),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const browsers: Browser[] = []
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async launch(extraFlags = []) {
      const browser = await chromium.launch({
        executablePath: chromiumPath,
        args: [...flags, ...quietFlags, ...extraFlags],
      })
      browsers.push(browser)
      return browser
    },
    async close() {
      await Promise.all(browsers.map((browser) => browser.close()))
      await new Promise((resolve) => server.close(resolve))
      await rm(folder, { recursive: true, force: true })
    },
  }
}
