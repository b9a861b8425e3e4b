import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium, type Page } from 'playwright-core'
import { build } from 'vite'
import { createEngine } from '../../../src-main/engine/engine.ts'
import { serve } from '../../../src-main/web/serve.ts'
import { chromiumPath } from '../viewports/open-harness.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run']
const quietFlags = ['--disable-background-networking', '--disable-component-update', '--disable-sync']

export interface OpenPage {
  readonly page: Page
  /** Errors on the console, uncaught faults and violations of the content policy, as they come. */
  readonly problems: string[]
  /** An empty folder below which the test may write. */
  readonly folder: string
  /** A fresh address of the page, with a folder to open where one is given. */
  address(study?: string): string
  close(): Promise<void>
}

/** The real page, built and served by the real host, in Chromium. */
export async function openPage(size: { width: number; height: number }): Promise<OpenPage> {
  const folder = await mkdtemp(join(tmpdir(), 'hilum-page-'))
  const pageFolder = join(folder, 'page')
  await build({ configFile: join(root, 'vite.config.ts'), logLevel: 'error', build: { outDir: pageFolder } })
  const engine = createEngine({ host: 'web', version: '0.0.0', settingsFile: null })
  const host = await serve({ engine, port: 0, pageFolder })
  const browser = await chromium.launch({ executablePath: chromiumPath, args: [...flags, ...quietFlags] })
  const page = await browser.newPage({ viewport: size })
  const problems: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text())
  })
  page.on('pageerror', (error) => problems.push(String(error.stack)))
  await page.exposeFunction('reportViolation', (text: string) => problems.push(`content policy: ${text}`))
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const report: unknown = Reflect.get(window, 'reportViolation')
      if (typeof report === 'function') report(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`)
    })
  })
  return {
    page,
    problems,
    folder,
    address: (study) => host.newUrl() + (study === undefined ? '' : `&folder=${encodeURIComponent(study)}`),
    async close() {
      await browser.close()
      await host.close()
      await engine.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
