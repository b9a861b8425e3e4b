import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { cancelled, Failure } from '../../../src-shared/failure.ts'
import { findBrowser } from './find-browser.ts'
import type { PrintPdf } from './print-pdf.ts'
import { withoutClock } from './without-clock.ts'

const patienceMs = 60_000

/** Without a network, a profile or a window of its own. */
const quietly = [
  '--headless',
  '--disable-gpu',
  '--no-first-run',
  '--disable-extensions',
  '--disable-sync',
  '--disable-background-networking',
  '--disable-component-update',
  '--host-resolver-rules=MAP * ~NOTFOUND',
  '--no-pdf-header-footer',
]

/** Prints with the Chromium, Chrome or Edge of this computer, in a folder that is gone afterwards; see `findBrowser`. */
export const printWithBrowser: PrintPdf = async (html, signal) => {
  const browser = await findBrowser()
  if (browser === null) {
    throw noBrowser('no Chromium, Chrome or Edge was found')
  }
  const folder = await mkdtemp(join(tmpdir(), 'hilum-print-'))
  try {
    const [page, pdf] = [join(folder, 'report.html'), join(folder, 'report.pdf')]
    await writeFile(page, html)
    // Chromium's sandbox does not start for root; what it prints is ours and holds no script
    const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : []
    const own = [`--user-data-dir=${join(folder, 'profile')}`, `--print-to-pdf=${pdf}`]
    await run(browser, [...quietly, ...asRoot, ...own, pathToFileURL(page).href], signal)
    return withoutClock(await readFile(pdf))
  } catch (error) {
    if (signal.aborted) throw cancelled()
    throw error instanceof Failure ? error : noBrowser('the browser made no PDF', error)
  } finally {
    // helpers of the browser may still write their profile
    await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  }
}

function run(program: string, args: readonly string[], signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: 'ignore', timeout: patienceMs, signal })
    child.on('error', reject)
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`the browser ended with ${code}`))))
  })
}

function noBrowser(why: string, cause?: unknown): Failure {
  return new Failure(
    'E_NO_BROWSER',
    `The report could not be printed: ${why}. Save report.html, and print that from any browser.`,
    {},
    { cause },
  )
}
