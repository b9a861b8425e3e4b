import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writePhantom } from '../../src-main/engine/sample/write-phantom.ts'
import { noReport } from '../../src-shared/report.ts'
import { crowded } from './support/crowded.ts'
import { type OpenPage, openPage } from './support/open-page.ts'
import { chromiumMissing } from './viewports/open-harness.ts'

if (chromiumMissing !== null) console.warn(`SKIPPED layout of the comparison in Chromium: ${chromiumMissing}`)

const longMs = 150_000
const sizes = [
  { width: 1280, height: 800 },
  { width: 1600, height: 1000 },
  { width: 1024, height: 640 },
] as const

describe.skipIf(chromiumMissing !== null)('the Compare screen', () => {
  let open: OpenPage
  let page: Page
  beforeAll(async () => {
    open = await openPage(sizes[0])
    page = open.page
    await writePhantom(join(open.folder, 'phantom'), { slices: 60, size: 128 }, noReport)
    await page.goto(open.address(join(open.folder, 'phantom', 'dicom')))
    await page.getByRole('button', { name: 'Open and find lungs', exact: true }).click()
    await page.locator('[data-result=volume]').waitFor({ timeout: longMs })
    await page.getByRole('tab', { name: 'Compare' }).click()
    await page.locator('[data-compare=dice]').waitFor({ timeout: longMs })
  }, longMs)
  afterAll(() => open?.close())

  it(
    'has room for everything at every size, in both languages, with a stage and the values under the pointer',
    async () => {
      for (const language of ['English', 'Deutsch']) {
        if (language === 'Deutsch') {
          await page.keyboard.press('Control+k')
          await page.keyboard.type('settings')
          await page.keyboard.press('Enter')
          await page.getByRole('radio', { name: language }).click()
          await page.keyboard.press('Escape')
          await page.getByRole('dialog').waitFor({ state: 'hidden' })
        }
        for (const size of sizes) {
          await page.setViewportSize(size)
          await page.getByRole('group').nth(2).hover()
          await page.waitForFunction(() => document.querySelectorAll('.view-bottom-left:not(:empty)').length > 0)
          expect([language, size.width, await crowded(page)]).toEqual([language, size.width, []])
          const stages = page.locator('[data-strip=a] button')
          if ((await stages.count()) === 0) continue
          // the longest heading there is
          await stages.nth(3).click()
          await page.waitForFunction(() => document.querySelector('.view-top-left')?.textContent?.includes(':'))
          await page.getByRole('group').nth(0).hover()
          expect([language, size.width, 'stage', await crowded(page)]).toEqual([language, size.width, 'stage', []])
          await stages.last().click()
        }
      }
      expect(open.problems).toEqual([])
    },
    longMs,
  )
})
