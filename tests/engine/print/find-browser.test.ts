import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findBrowser } from '../../../src-main/engine/print/find-browser.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

function programs(...names: string[]): string {
  const folder = temporaryFolder()
  for (const name of names) {
    writeFileSync(join(folder, name), '#!/bin/sh\n')
    chmodSync(join(folder, name), 0o755)
  }
  return folder
}

test('finds the first of the known names on the path', async () => {
  const folder = programs('google-chrome', 'microsoft-edge')
  expect(await findBrowser({ PATH: `/nowhere:${folder}` }, 'linux')).toBe(join(folder, 'google-chrome'))
  expect(await findBrowser({ PATH: '/nowhere' }, 'linux')).toBeNull()
  expect(await findBrowser({ PATH: 'relative' }, 'linux')).toBeNull()
  expect(await findBrowser({}, 'win32')).toBeNull()
})

test('takes the one that is named, by path or by name, and no other', async () => {
  const folder = programs('chromium', 'brave')
  expect(await findBrowser({ PATH: folder, HILUM_BROWSER: 'brave' }, 'linux')).toBe(join(folder, 'brave'))
  expect(await findBrowser({ PATH: '', HILUM_BROWSER: join(folder, 'brave') }, 'linux')).toBe(join(folder, 'brave'))
  expect(await findBrowser({ PATH: folder, HILUM_BROWSER: '/nowhere/x' }, 'linux')).toBeNull()
})
