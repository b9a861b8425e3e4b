import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { _electron } from 'playwright-core'
import { expect, it } from 'vitest'
import { buildElectron, buildPage } from '../../src-main/start/build.ts'
import { findElectron } from '../../src-main/start/find-electron.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

it('starts the real Electron and shows the start page', async (context) => {
  const found = await findElectron()
  if ('missing' in found) {
    const reason = `the real Electron was not started: ${found.missing}`
    console.warn(`SKIPPED: ${reason}`)
    context.skip(reason)
    return
  }
  if (!existsSync(join(root, 'out/renderer/index.html'))) await buildPage()
  await buildElectron()
  const app = await _electron.launch({ executablePath: found.path, args: [root] })
  try {
    const page = await app.firstWindow()
    await page.getByRole('heading', { name: 'Open a CT study' }).waitFor()
    expect(await page.evaluate(() => [globalThis.location.href, typeof Reflect.get(globalThis, 'require')])).toEqual([
      'hilum://app/index.html',
      'undefined',
    ])
    expect(await page.evaluate(() => globalThis.crossOriginIsolated)).toBe(true)
  } finally {
    await app.close()
  }
})
