import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { de } from '../../src-renderer/state/text/de.ts'
import { en } from '../../src-renderer/state/text/en.ts'
import { testData } from '../support/test-data.ts'
import { layoutFaults } from './support/layout-faults.ts'
import { type OpenPage, openPage } from './support/open-page.ts'
import { chromiumMissing } from './viewports/open-harness.ts'

if (chromiumMissing !== null) console.warn(`SKIPPED layout in Chromium: ${chromiumMissing}`)

const longMs = 150_000
const study = testData('chest-philips-5mm')
const pictures = process.env['HILUM_PICTURES']

describe.skipIf(chromiumMissing !== null || study === null)('a window of 1280 x 800', () => {
  let open: OpenPage
  let page: Page

  beforeAll(async () => {
    open = await openPage({ width: 1280, height: 800 })
    vi.stubEnv('XDG_CACHE_HOME', join(open.folder, 'cache'))
    page = open.page
  }, longMs)
  afterAll(async () => {
    vi.unstubAllEnvs()
    await open?.close()
  })

  const picture = async (name: string): Promise<void> => {
    if (pictures !== undefined) await page.screenshot({ path: join(pictures, `${name}.png`) })
  }

  it('notices text that is cut off, lies on other text or leaves the window', async () => {
    await page.setContent(
      `<p style="position:fixed;left:10px;top:10px;margin:0">one text</p><p style="position:fixed;left:30px;top:12px;margin:0">other text</p>
      <p style="width:50px;overflow:hidden;white-space:nowrap;margin-top:90px">much too long for its place</p>
      <p style="width:50px;overflow:hidden;white-space:nowrap" title="told whole">told whole by its title</p>
      <p style="position:fixed;left:1250px;top:200px;white-space:nowrap">out of the window</p>`,
    )
    expect(await layoutFaults(page)).toEqual([
      'cut off: "much too long for its place"',
      'runs out of the window: "out of the window"',
      'lie on each other: "one text" and "other text"',
    ])
  })

  it.each([
    ['de', de],
    ['en', en],
  ] as const)(
    'shows Studies, Review and the Save dialog whole, in %s',
    async (language, t) => {
      await page.goto('about:blank')
      await page.goto(open.address(study ?? undefined))
      await page.evaluate(async (value) => {
        const headers = { 'x-hilum': '1', 'content-type': 'application/json' }
        const body = JSON.stringify({ json: { language: value } })
        await fetch('/api/rpc/settings/set', { method: 'POST', headers, body })
      }, language)
      await page.goto('about:blank')
      await page.goto(open.address(study ?? undefined))
      await page.getByRole('row').nth(1).waitFor()
      await page.getByText(t.studies.openAndFind).waitFor()
      await picture(`studies-${language}`)
      expect.soft(await layoutFaults(page), 'Studies').toEqual([])
      await page.getByRole('button', { name: t.studies.openAndFind, exact: true }).first().click()
      await vi.waitFor(
        async () => expect(await page.locator('[data-result=volume]').textContent()).toMatch(/^\d[.,]\d{3}[.,]\d$/),
        { timeout: longMs, interval: 100 },
      )
      await page
        .getByText(/\d (triangles|Dreiecke)/)
        .first()
        .waitFor()
      await picture(`review-${language}`)
      expect.soft(await layoutFaults(page), 'Review').toEqual([])
      await page.keyboard.press('Control+s')
      await page.getByRole('dialog').waitFor()
      await page
        .getByText(/GB|TB|MB/)
        .first()
        .waitFor()
      await picture(`save-${language}`)
      expect.soft(await layoutFaults(page), 'Save dialog').toEqual([])
    },
    longMs,
  )
})
