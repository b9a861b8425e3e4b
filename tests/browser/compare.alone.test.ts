import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { decode } from 'fast-png'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { comparisonRecordSchema } from '../../src-shared/comparison-record.ts'
import { compareLabels } from '../../src-shared/segmentation/compare/compare-labels.ts'
import { finalLabels } from '../../src-shared/segmentation/run-method.ts'
import { loadSeries } from '../support/load-series.ts'
import { runArticle } from '../support/run-article.ts'
import { runStandard } from '../support/run-standard.ts'
import { describeWithData } from '../support/test-data.ts'
import { type OpenPage, openPage } from './support/open-page.ts'
import { chromiumMissing } from './viewports/open-harness.ts'

if (chromiumMissing !== null) console.warn(`SKIPPED comparison in Chromium: ${chromiumMissing}`)

const longMs = 150_000
const suite = chromiumMissing === null ? describeWithData : () => it.skip(`not run (${chromiumMissing})`, () => {})

suite('the comparison in Chromium', ['chest-philips-5mm', 'soft'], (study) => {
  let open: OpenPage
  let page: Page
  beforeAll(async () => {
    open = await openPage({ width: 1600, height: 1000 })
    page = open.page
  }, longMs)
  afterAll(() => open?.close())

  const view = (name: string): Locator => page.getByRole('group', { name, exact: true })
  /** The view as it looks without focus and pointer, once two pictures in a row are the same. */
  const look = async (target: Locator): Promise<Buffer> => {
    await page.mouse.move(2, 2)
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
    for (;;) {
      const first = await target.screenshot()
      const second = await target.screenshot()
      if (first.equals(second)) return second
    }
  }

  it(
    'shows the kernel’s figures, the difference on linked views, and the difference on Review',
    async () => {
      await page.goto(open.address(study))
      await page.getByRole('button', { name: 'Open and find lungs', exact: true }).click()
      await page.locator('[data-result=volume]').waitFor({ timeout: longMs })
      await page.getByRole('tab', { name: 'Compare' }).click()
      const dice = page.locator('[data-compare=dice]')
      await dice.waitFor({ timeout: longMs })

      const volume = await loadSeries(study)
      const { lungs, slices } = compareLabels(
        finalLabels(runArticle(volume)),
        finalLabels(runStandard(volume)),
        volume.grid,
      )
      expect(await dice.textContent()).toBe(lungs.dice?.toFixed(3))
      const panel = (await page.getByRole('complementary', { name: 'Agreement' }).innerText()).replaceAll(',', '')
      for (const figure of [
        lungs.jaccard?.toFixed(3),
        lungs.hausdorff95Mm?.toFixed(1),
        lungs.meanSurfaceDistanceMm?.toFixed(1),
        lungs.volumesMl.a.toFixed(1),
        lungs.volumesMl.b.toFixed(1),
        lungs.volumesMl.onlyA.toFixed(1),
        lungs.volumesMl.onlyB.toFixed(1),
      ]) {
        expect(panel).toContain(figure)
      }

      // The difference is drawn over the image, and D takes it away.
      const drawn = await look(view('Difference'))
      await page.keyboard.press('d')
      expect((await look(view('Difference'))).equals(drawn)).toBe(false)
      await page.keyboard.press('d')
      expect((await look(view('Difference'))).equals(drawn)).toBe(true)

      // Zooming one zooms all.
      const beforeZoom = [await look(view('A Article')), await look(view('B Standard'))]
      await view('Difference').hover()
      await page.keyboard.down('Control')
      await page.mouse.wheel(0, -300)
      await page.keyboard.up('Control')
      const bars = page.locator('.scale-bar')
      await vi.waitFor(async () => expect(new Set(await bars.allTextContents()).size).toBe(1))
      expect((await look(view('A Article'))).equals(beforeZoom[0] ?? drawn)).toBe(false)
      expect((await look(view('B Standard'))).equals(beforeZoom[1] ?? drawn)).toBe(false)

      // A press on the chart goes to its slice, N to the slice that agrees least.
      const chart = page.getByRole('slider', { name: /^Dice by slice/ })
      const box = await chart.boundingBox()
      await chart.click({ position: { x: (box?.width ?? 0) * (20.5 / slices.both.length), y: 40 } })
      const shown = slices.both.length - 20
      await vi.waitFor(async () => expect(await view('A Article').textContent()).toContain(`${shown} / `))
      const here = {
        both: slices.both[shown - 1] ?? 0,
        a: slices.onlyA[shown - 1] ?? 0,
        b: slices.onlyB[shown - 1] ?? 0,
      }
      const told = ((2 * here.both) / (2 * here.both + here.a + here.b)).toFixed(3)
      expect(await page.locator('[data-here]').textContent()).toBe(`Dice here ${told}`)
      await page.keyboard.press('n')
      const worst = await page
        .getByRole('region', { name: 'Slices that agree least' })
        .getByRole('button')
        .nth(1)
        .innerText()
      await vi.waitFor(async () =>
        expect(await view('A Article').textContent()).toContain(`${worst.replace('Slice ', '')} / `),
      )

      // The other planes show the same, with the Dice of their slice; a press on the chart comes back.
      await page.keyboard.press('f')
      const axialSlice = await look(view('Difference'))
      await page.getByRole('radio', { name: 'Coronal', exact: true }).click()
      await vi.waitFor(async () => expect(await view('Difference').textContent()).toContain(' / 512'))
      expect(await page.locator('[data-here]').textContent()).toMatch(/^Dice here 0\.\d{3}$/)
      const coronal = await look(view('Difference'))
      await page.keyboard.press('d')
      expect((await look(view('Difference'))).equals(coronal)).toBe(false)
      await page.keyboard.press('d')
      await page.getByRole('radio', { name: 'Axial', exact: true }).click()
      await vi.waitFor(async () => expect((await look(view('Difference'))).equals(axialSlice)).toBe(true))

      // On either side of a line, and in turns.
      await page.getByRole('radio', { name: 'Swipe', exact: true }).click()
      const line = page.getByRole('separator', { name: 'Line between A and B' })
      const half = await look(page.locator('[data-region=viewports]'))
      await line.focus()
      for (let n = 0; n < 10; n++) await page.keyboard.press('ArrowLeft')
      expect(await line.getAttribute('aria-valuenow')).toBe('30')
      expect((await look(page.locator('[data-region=viewports]'))).equals(half)).toBe(false)
      await page.getByRole('radio', { name: 'Blink', exact: true }).click()
      await page.locator('[data-blink=b]').waitFor()
      await page.locator('[data-blink=a]').waitFor()
      await page.getByRole('button', { name: 'Stop', exact: true }).click()
      await page.getByRole('button', { name: /^Show [AB]$/ }).waitFor()
      await page.getByRole('radio', { name: 'Side by side', exact: true }).click()

      // A stage of one side takes its result's place in its view, and the last one gives it back.
      const result = await look(view('A Article'))
      const strip = page.getByRole('region', { name: 'Stages of A Article' })
      expect(await strip.getByRole('button').count()).toBe(5)
      await strip.getByRole('button', { name: /Otsu/ }).click()
      const staged = view('A Article: Otsu threshold')
      await staged.waitFor()
      await vi.waitFor(async () => expect((await look(staged)).equals(result)).toBe(false))
      await strip.getByRole('button').last().click()
      await vi.waitFor(async () => expect((await look(view('A Article'))).equals(result)).toBe(true))

      const other = page.getByRole('region', { name: 'Stages of B Standard' })
      await other.getByRole('button', { name: /Threshold/ }).click()
      await view('B Standard: Threshold').waitFor()
      await other.getByRole('button', { name: /Smooth the outline/ }).click()
      await view('B Standard').waitFor()
      await other.getByRole('button', { name: /Threshold/ }).click()
      await other.getByRole('button', { name: /Threshold/, pressed: true }).click()
      await view('B Standard').waitFor()

      // Why they differ: stages with slices to go to, more volume first.
      const reasons = page.locator('[data-reason]')
      expect(await reasons.count()).toBeGreaterThan(2)
      expect(await reasons.allInnerTexts()).toContainEqual(
        expect.stringMatching(/Windpipe.*Standard leaves these out/s),
      )
      const link = reasons.first().getByRole('button')
      const place = (await link.innerText()).replace('Slice ', '')
      await link.click()
      await vi.waitFor(async () => expect(await view('A Article').textContent()).toContain(`${place} / `))

      // Saved: the figures on screen, both sides' parameters and the picture; a second time beside the first.
      const folder = join(open.folder, 'out')
      const save = async (button: string): Promise<void> => {
        await page.getByRole('button', { name: /^Save comparison/ }).click()
        await page.getByRole('textbox', { name: 'Folder' }).fill(folder)
        await page.getByRole('button', { name: 'Save 3 files', exact: true }).click()
        if (button !== '') await page.getByRole('button', { name: button, exact: true }).click()
        await page.locator('[data-saved]').waitFor({ timeout: longMs })
        await page.getByRole('button', { name: 'Done', exact: true }).click()
      }
      // opened by its key, cancelled by the first Esc, which leaves the dialog open and the folder empty
      await page.keyboard.press('Shift+S')
      await page.getByRole('textbox', { name: 'Folder' }).fill(folder)
      await page.getByRole('button', { name: 'Save 3 files', exact: true }).click()
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').getByText('Cancelled. No file was written.').waitFor({ timeout: longMs })
      expect(existsSync(folder) ? await readdir(folder) : []).toEqual([])
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'hidden' })
      await save('')
      await save('Keep both')
      const endings = (number: string): string[] => ['csv', 'json', 'png'].map((one) => `-comparison${number}.${one}`)
      const files = (await readdir(folder)).sort()
      expect(files.map((name) => name.slice(name.indexOf('-comparison'))).sort()).toEqual(
        [...endings(''), ...endings(' (2)')].sort(),
      )
      const json = files.find((name) => name.endsWith('comparison.json')) ?? ''
      const record = comparisonRecordSchema.parse(JSON.parse(await readFile(join(folder, json), 'utf8')))
      expect(record.comparison.lungs).toEqual(lungs)
      expect(record.sides).toMatchObject({ a: { method: 'article' }, b: { method: 'standard' } })
      const png = files.find((name) => name.endsWith('comparison.png')) ?? ''
      expect(decode(await readFile(join(folder, png))).width).toBeGreaterThan(1000)

      // Swapping sides swaps their figures.
      await page.getByRole('button', { name: 'Swap A and B' }).click()
      await view('A Standard').waitFor()
      await dice.waitFor({ timeout: longMs })
      expect(await dice.textContent()).toBe(lungs.dice?.toFixed(3))

      await page.getByRole('tab', { name: 'Review' }).click()
      const labels = await look(view('Axial slices'))
      await page.keyboard.press('d')
      await page.getByText('Difference: hatched only Standard, plain only Article').waitFor({ timeout: longMs })
      expect((await look(view('Axial slices'))).equals(labels)).toBe(false)
      // its parts stand among the layers, with eyes and keys
      await page.getByRole('button', { name: 'Show Only Standard', exact: true }).waitFor()
      const sagittal = await look(view('Sagittal slices'))
      await page.keyboard.press('Shift+Digit1')
      expect((await look(view('Sagittal slices'))).equals(sagittal)).toBe(false)
      await page.keyboard.press('Shift+Digit1')
      expect((await look(view('Sagittal slices'))).equals(sagittal)).toBe(true)
      await page.keyboard.press('d')
      expect((await look(view('Axial slices'))).equals(labels)).toBe(true)
      expect(open.problems).toEqual([])
    },
    longMs,
  )
})
