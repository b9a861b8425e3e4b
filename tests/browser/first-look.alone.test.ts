import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { testData } from '../support/test-data.ts'
import { type OpenPage, openPage } from './support/open-page.ts'
import { chromiumMissing } from './viewports/open-harness.ts'

const twoSeries = testData('chest-philips-5mm')
const small = testData('chest-ct64', 'dicom')
const missing = chromiumMissing ?? (twoSeries === null || small === null ? 'no test data: chest-philips-5mm' : null)
if (missing !== null) console.warn(`SKIPPED page at first look: ${missing}`)

const longMs = 120_000

describe.skipIf(missing !== null)('page at first look', () => {
  let open: OpenPage
  let page: Page

  beforeAll(async () => {
    open = await openPage({ width: 1600, height: 1000 })
    vi.stubEnv('XDG_CACHE_HOME', join(open.folder, 'cache'))
    page = open.page
  })
  afterAll(async () => {
    vi.unstubAllEnvs()
    await open?.close()
  })
  afterEach(() => expect(open.problems.splice(0)).toEqual([]))

  const visit = async (study: string | null): Promise<void> => {
    await page.goto('about:blank')
    await page.goto(open.address(study ?? ''))
  }
  const button = (name: string): Locator => page.getByRole('button', { name, exact: true })
  const found = (): Promise<void> =>
    page.locator('[data-result=volume]', { hasText: /\d{3}/ }).waitFor({ timeout: longMs })
  const box = async (of: Locator) => {
    const rectangle = await of.boundingBox()
    if (rectangle === null) throw new Error('not on screen')
    return { ...rectangle, right: rectangle.x + rectangle.width, bottom: rectangle.y + rectangle.height }
  }

  it('opens the folder whose path was typed, by Enter', { timeout: longMs }, async () => {
    await visit(small)
    await button('Open and find lungs').waitFor({ timeout: longMs })
    await page.keyboard.press('Control+o')
    const path = page.getByRole('textbox', { name: 'Path of the folder' })
    await path.fill(twoSeries ?? '')
    await path.press('Enter')
    await page.getByText('129 files read').waitFor({ timeout: longMs })
    expect(await page.getByRole('dialog').count()).toBe(0)
  })

  it('does not go back to the case of an earlier address when it is loaded again', { timeout: longMs }, async () => {
    await visit(small)
    await button('Open and find lungs').click({ timeout: longMs })
    await found()
    await vi.waitFor(async () => expect(await page.evaluate(() => sessionStorage.length)).toBe(1))
    await visit(twoSeries)
    await button('Open and find lungs').waitFor({ timeout: longMs })
    await vi.waitFor(async () => expect(await page.evaluate(() => sessionStorage.length)).toBe(0))
    await page.reload()
    await page.getByText('Open a CT study').waitFor({ timeout: longMs })
    expect(await page.getByRole('tab', { name: 'Review' }).count()).toBe(0)
  })

  it('marks on Studies the series that is open, and draws its focus beside the words', {
    timeout: longMs,
  }, async () => {
    await visit(twoSeries)
    await button('Open and find lungs').waitFor({ timeout: longMs })
    const name = button('Series 3, kernel B')
    await name.focus()
    const below = page.getByText('5mm', { exact: true }).first()
    const ring = await name.evaluate((element) => {
      const { outlineOffset, outlineWidth } = getComputedStyle(element)
      return Number.parseFloat(outlineOffset) + Number.parseFloat(outlineWidth)
    })
    expect((await box(name)).bottom + ring).toBeLessThanOrEqual((await box(below)).y + 2.5)
    await button('Open and find lungs').click()
    await found()
    await page.getByText('Series 2, kernel L').first().click()
    await found()
    await page.getByRole('tab', { name: 'Studies' }).click()
    expect(await button('Series 2, kernel L').getAttribute('aria-pressed')).toBe('true')
    expect(await button('Series 3, kernel B').getAttribute('aria-pressed')).toBe('false')
  })

  it('keeps the name of the surface on its card, and tells below the sliders what smoothing did', {
    timeout: longMs,
  }, async () => {
    await visit(small)
    await button('Open and find lungs').click({ timeout: longMs })
    await found()
    const card = page.locator('[aria-expanded]', { hasText: 'Surface' })
    await card.click()
    const slider = page.getByRole('slider', { name: 'Smoothing' })
    const before = await box(page.getByRole('slider', { name: 'Decimation' }))
    await slider.focus()
    for (let step = 0; step < 10; step++) await page.keyboard.press('ArrowRight')
    const told = page.getByText(/^Volume [+−][\d.]+ %, moved [\d.]+ mm on average, [\d.]+ mm at most\.$/)
    await told.waitFor({ timeout: longMs })
    expect((await box(page.getByRole('slider', { name: 'Decimation' }))).y).toBe(before.y)
    for (const part of [card.getByText('Surface', { exact: true }), card.getByText(/[\d,]+ triangles$/)]) {
      expect(await part.evaluate((element) => element.scrollWidth - element.clientWidth)).toBeLessThanOrEqual(0)
      expect((await box(part)).right).toBeLessThanOrEqual((await box(card)).right)
    }
  })

  it('shows all formats of a save without scrolling, and warnings where sentences begin', {
    timeout: longMs,
  }, async () => {
    await page.keyboard.press('Control+s')
    const dialog = page.getByRole('dialog')
    await dialog.getByText('Record of this run').waitFor()
    const record = await box(dialog.getByText('Record of this run'))
    expect(record.bottom).toBeLessThan((await box(dialog.getByText('Research use. Not a medical device.'))).y)
    await dialog.getByRole('textbox', { name: 'Folder' }).fill(join(open.folder, 'saved'))
    await dialog.getByText('Report (HTML)').click()
    await button('Save 4 files').click({ timeout: longMs })
    const warning = dialog.locator('[data-save-finding]').first()
    await warning.waitFor({ timeout: longMs })
    const heading = await box(dialog.getByText('Files', { exact: true }))
    expect(Math.abs((await box(warning.locator('svg'))).x - heading.x)).toBeLessThan(2)
    await button('Done').click()
    await page.keyboard.press('Control+s')
    expect(await dialog.getByRole('textbox', { name: 'Folder' }).inputValue()).toBe(join(open.folder, 'saved'))
    await page.keyboard.press('Escape')
  })
})
