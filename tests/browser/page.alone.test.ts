import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { runRecordSchema } from '../../src-shared/run-record.ts'
import { testData } from '../support/test-data.ts'
import { type OpenPage, openPage } from './support/open-page.ts'
import { chromiumMissing } from './viewports/open-harness.ts'

if (chromiumMissing !== null) console.warn(`SKIPPED page in Chromium: ${chromiumMissing}`)

const longMs = 150_000

describe.skipIf(chromiumMissing !== null)('page in Chromium', () => {
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
  afterEach(async () => {
    expect(open.problems.splice(0)).toEqual([])
    // the method chosen at last is remembered; each test begins with the one for patients' scans
    await page.evaluate(async () => {
      const headers = { 'x-hilum': '1', 'content-type': 'application/json' }
      const body = JSON.stringify({ json: { method: 'standard' } })
      await fetch('/api/rpc/settings/set', { method: 'POST', headers, body })
    })
    // a page that was refused is refused here too
    open.problems.splice(0)
  })

  const visit = async (study?: string): Promise<void> => {
    await page.goto('about:blank')
    await page.goto(open.address(study))
  }
  const button = (name: string | RegExp, exact = true): Locator =>
    page.getByRole('button', { name, ...(typeof name === 'string' ? { exact } : {}) })
  const volume = (): Locator => page.locator('[data-result=volume]')
  const volumeMl = async (): Promise<number> => Number((await volume().textContent())?.replaceAll(',', ''))
  const axial = (): Locator => page.getByRole('group', { name: 'Axial slices' })
  const surface = (): Locator => page.getByRole('group', { name: '3-D surface' })
  const triangles = async (): Promise<number> =>
    Number(/([\d,]+) triangles/.exec((await surface().textContent()) ?? '')?.[1]?.replaceAll(',', '') ?? 0)
  /** The view as it looks without focus and pointer, once two pictures in a row are the same. */
  const look = async (view: Locator): Promise<Buffer> => {
    await page.mouse.move(2, 2)
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
    for (;;) {
      const first = await view.screenshot()
      const second = await view.screenshot()
      if (first.equals(second)) return second
    }
  }
  const settled = async (): Promise<void> => {
    await vi.waitFor(
      async () => {
        expect(await page.getByText('Of the parameters before').count()).toBe(0)
        expect(await page.getByText('Surface of the mask before').count()).toBe(0)
        expect(await triangles()).toBeGreaterThan(1000)
      },
      { timeout: longMs, interval: 100 },
    )
  }

  /** From the chosen series to files on disk, with what is on screen checked on the way. */
  async function review(output: string): Promise<void> {
    await button('Open and find lungs').click()
    await vi.waitFor(async () => expect(await volumeMl()).toBeGreaterThan(500), { timeout: longMs, interval: 50 })
    await settled()
    await standard()

    // The mask is drawn over the slice, and Space held shows the image alone.
    const withMask = await look(axial())
    await page.keyboard.down('Space')
    const bare = await look(axial())
    await page.keyboard.up('Space')
    expect(bare.equals(withMask)).toBe(false)
    expect((await look(axial())).equals(withMask)).toBe(true)

    // V moves: counts at once, overlay and volume with the new result, undo brings both back.
    const before = { ml: await volumeMl(), triangles: await triangles() }
    const slider = page.getByRole('slider', { name: 'V, smallest part kept' })
    expect(await slider.getAttribute('aria-valuetext')).toMatch(/^100 pixels, .* removes \d+ of \d+ parts$/)
    await slider.focus()
    for (let step = 0; step < 4; step++) await page.keyboard.press('ArrowRight')
    expect(await slider.getAttribute('aria-valuetext')).toMatch(/^2,000 pixels/)
    await settled()
    await vi.waitFor(async () => expect(await volumeMl()).toBeLessThan(before.ml), { timeout: longMs })
    await settled()
    expect((await look(axial())).equals(withMask)).toBe(false)
    await vi.waitFor(async () => expect(await triangles()).toBeLessThan(before.triangles), { timeout: longMs })
    for (let step = 0; step < 4; step++) await button('Undo').click()
    await vi.waitFor(async () => expect(await volumeMl()).toBe(before.ml), { timeout: longMs })
    await vi.waitFor(async () => expect(await triangles()).toBe(before.triangles), { timeout: longMs })
    await settled()

    // The surface turns.
    const front = await look(surface())
    const box = await surface().boundingBox()
    if (box === null) throw new Error('no surface on screen')
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width / 2 + 120, box.y + box.height / 2, { steps: 3 })
    await page.mouse.up()
    expect((await look(surface())).equals(front)).toBe(false)

    await montage()
    await page.getByRole('tab', { name: 'Review' }).click()
    await settled()
    await saveTo(output, before)
  }

  /** The method the page starts with: sides, measures and airways on screen; then on to the article's with M. */
  async function standard(): Promise<void> {
    const figure = async (name: string): Promise<number> =>
      Number((await page.locator(`[data-result=${name}]`).textContent())?.replaceAll(',', ''))
    const [right, left, both] = [await figure('right'), await figure('left'), await volumeMl()]
    expect(right).toBeGreaterThan(300)
    expect(left).toBeGreaterThan(300)
    expect(Math.abs(right + left - both)).toBeLessThan(0.2)
    await page.getByText('Mean density, HU').waitFor()

    const withAirways = { picture: await look(surface()), triangles: await triangles() }
    await page.keyboard.press('Shift+Digit3')
    expect((await look(surface())).equals(withAirways.picture)).toBe(false)
    expect(await triangles()).toBeLessThan(withAirways.triangles)
    const withLeft = await look(axial())
    await page.keyboard.press('Shift+Digit2')
    expect((await look(axial())).equals(withLeft)).toBe(false)
    await page.keyboard.press('Shift+Digit2')
    await page.keyboard.press('Shift+Digit3')
    expect(await triangles()).toBe(withAirways.triangles)

    const slider = page.getByRole('slider', { name: 'V, smallest part kept' })
    expect(await slider.getAttribute('aria-valuetext')).toMatch(/^[\d,.]+ pixels, 500 mm³, removes \d+ of \d+ parts$/)
    const choice = (name: string): Locator => page.getByRole('radio', { name, exact: true })
    expect(await choice('Standard').getAttribute('aria-checked')).toBe('true')
    await page.keyboard.press('m')
    expect(await choice('Article').getAttribute('aria-checked')).toBe('true')
    await vi.waitFor(async () => expect(await page.locator('[data-result=right]').count()).toBe(0), { timeout: longMs })
    await settled()
    expect(await volumeMl()).not.toBe(both)
  }

  async function montage(): Promise<void> {
    await page.getByRole('tab', { name: 'Montage' }).click()
    const cells = page.getByRole('group', { name: 'Montage, 5 rows of 5 slices' })
    await cells.waitFor()
    await page.getByText(/^25 of \d+ slices$/).waitFor()
    const whole = await look(cells)
    await page.getByRole('radio', { name: 'Feet first' }).click()
    expect((await look(cells)).equals(whole)).toBe(false)
    await page.getByRole('radio', { name: 'Head first' }).click()
    expect((await look(cells)).equals(whole)).toBe(true)
    const last = page.getByRole('textbox', { name: 'Last slice' })
    await last.fill('20')
    await last.press('Enter')
    await page.getByText(/^20 of \d+ slices$/).waitFor()
  }

  async function saveTo(output: string, shown: { ml: number; triangles: number }): Promise<void> {
    await page.keyboard.press('Control+s')
    await page.getByRole('textbox', { name: 'Folder' }).fill(output)
    // A name is taken: that is said before anything is written, and what happens to it is chosen.
    await page.getByText('One file of this name is there already.').waitFor()
    expect(await button('Save 3 files').count()).toBe(0)
    expect(readFileSync(join(output, 'lungs.stl'), 'utf8')).toBe('mine')
    await button('Replace').click()
    await page.getByText('3 of 3 verified').waitFor({ timeout: longMs })
    await button('Done').click()

    expect(readdirSync(output).sort()).toEqual(['lungs.nii.gz', 'lungs.stl', 'run.json'])
    const record = runRecordSchema.parse(JSON.parse(readFileSync(join(output, 'run.json'), 'utf8')))
    expect(record.parameters['minComponentPx']).toBe(100)
    expect(record.outputs.map((file) => file.file).sort()).toEqual(['lungs.nii.gz', 'lungs.stl'])

    const nifti = gunzipSync(readFileSync(join(output, 'lungs.nii.gz')))
    expect(nifti.readInt32LE(0)).toBe(348)
    const [nx, ny, nz] = [42, 44, 46].map((at) => nifti.readInt16LE(at)) as [number, number, number]
    const [dx, dy, dz] = [80, 84, 88].map((at) => nifti.readFloatLE(at)) as [number, number, number]
    const voxels = nifti.subarray(nifti.readFloatLE(108))
    expect(voxels.length).toBe(nx * ny * nz)
    const set = voxels.reduce((sum, value) => sum + (value > 0 ? 1 : 0), 0)
    expect((set * dx * dy * dz) / 1000).toBeCloseTo(shown.ml, 0)

    const stl = readFileSync(join(output, 'lungs.stl'))
    expect(stl.readUInt32LE(80)).toBe(shown.triangles)
    expect(stl.length).toBe(84 + 50 * shown.triangles)
  }

  function outputFolder(name: string): string {
    const output = join(open.folder, name)
    mkdirSync(output)
    writeFileSync(join(output, 'lungs.stl'), 'mine')
    return output
  }

  /** Makes the folder one that the user looked into, as the folder dialog does. */
  async function chooseFolder(path: string): Promise<void> {
    await page.keyboard.press('Control+o')
    await page.getByRole('textbox', { name: 'Path of the folder' }).fill(path)
    await page.getByText('No folders in here.').waitFor()
    await page.keyboard.press('Escape')
  }

  it('takes the sample study from one click to files on disk', { timeout: 240_000 }, async () => {
    await visit()
    await button('Open sample').click()
    await page.getByText('Best for lungs').waitFor({ timeout: 120_000 })
    const output = outputFolder('sample')
    await chooseFolder(output)
    await review(output)
  })

  const real = testData('chest-philips-5mm')
  if (real === null) console.warn('SKIPPED page on a real study: no test data: chest-philips-5mm')
  it.skipIf(real === null)('takes a real study from its folder to files on disk', { timeout: 240_000 }, async () => {
    await visit(real ?? '')
    await page.getByText('128 used').waitFor({ timeout: longMs })
    await page.getByText('Every file accounted for').waitFor()
    const output = outputFolder('real')
    await chooseFolder(output)
    await review(output)
  })

  const thick = testData('chest-siemens-8mm')
  if (thick === null) console.warn('SKIPPED page on folders that share UIDs: no test data: chest-siemens-8mm')
  it.skipIf(thick === null)(
    'keeps folders apart that share UIDs, and V to its series',
    { timeout: longMs },
    async () => {
      const files = readdirSync(thick ?? '').filter((name) => name.endsWith('.dcm'))
      const copy = (name: string, kept: readonly string[]): string => {
        const folder = join(open.folder, name)
        mkdirSync(folder)
        for (const file of kept) copyFileSync(join(thick ?? '', file), join(folder, file))
        return folder
      }
      const less = copy(
        'one-less',
        files.filter((_, n) => n !== 10),
      )
      await visit(copy('one-slice', files.slice(0, 1)))
      await page.getByText('1 used').waitFor({ timeout: longMs })
      await page.keyboard.press('Control+o')
      await page.getByRole('textbox', { name: 'Path of the folder' }).fill(less)
      await button('Open this folder').click()
      await page.getByText('29 × 8.00 mm, 232 mm, with gaps').waitFor({ timeout: longMs })
      await button('Open with its gaps').click()
      await page.getByText('CT, 29 slices, 8 mm').waitFor()
      await vi.waitFor(async () => expect(await volumeMl()).toBeGreaterThan(500), { timeout: longMs, interval: 50 })

      await page.getByRole('radio', { name: 'Article', exact: true }).click()
      await settled()

      // What is typed is taken as far as it can be, and that is said.
      const v = page.getByRole('textbox', { name: 'V in pixels' })
      await v.fill('20000')
      await v.press('Enter')
      await page.getByText('20,000 is out of range: 10,000 was taken.').waitFor()
      await v.fill('1,5')
      await v.press('Enter')
      await page.getByText('Whole pixels only: 1.5 became 2.').waitFor()
      expect(await v.inputValue()).toBe('2')

      // Another series starts from the default, also after the page was loaded anew.
      await visit(thick ?? '')
      await page.getByText('30 used').waitFor({ timeout: longMs })
      await page.keyboard.press('Enter')
      await vi.waitFor(async () => expect(await volumeMl()).toBeGreaterThan(500), { timeout: longMs, interval: 50 })
      await vi.waitFor(async () => expect(await axial().evaluate((view) => view === document.activeElement)).toBe(true))
      // the method chosen at last is remembered, its V is not
      await vi.waitFor(async () => expect(await v.inputValue()).toBe('100'), { timeout: longMs })
      await page.keyboard.press('m')
      await vi.waitFor(async () => expect(await v.inputValue()).not.toBe('100'), { timeout: longMs })
    },
  )

  it.skipIf(thick === null)('goes on where it was when the page is loaded again', { timeout: longMs }, async () => {
    await visit(thick ?? '')
    await page.getByText('30 used').waitFor({ timeout: longMs })
    await button('Open and find lungs').click()
    await vi.waitFor(async () => expect(await volumeMl()).toBeGreaterThan(500), { timeout: longMs, interval: 50 })
    await page.getByRole('radio', { name: 'Article', exact: true }).click()
    await settled()
    const v = page.getByRole('textbox', { name: 'V in pixels' })
    await v.fill('345')
    await v.press('Enter')
    await axial().focus()
    for (let step = 0; step < 3; step++) await page.keyboard.press('ArrowUp')
    const label = async (): Promise<string | null> => axial().getByRole('img').first().getAttribute('aria-label')
    await vi.waitFor(async () => expect(await label()).toMatch(/slice (12|13|18|19) of 30/))
    await settled()
    const before = { label: await label(), ml: await volumeMl() }

    // What is kept for the tab names no folder.
    const kept = await vi.waitFor(async () => {
      const text = await page.evaluate(() => JSON.stringify({ ...sessionStorage }))
      expect(text).toContain('345')
      return text
    })
    expect(kept).not.toContain('chest-siemens')

    await page.reload()
    await vi.waitFor(async () => expect(await volumeMl()).toBe(before.ml), { timeout: longMs, interval: 50 })
    await settled()
    await vi.waitFor(async () => expect(await label()).toBe(before.label))
    expect(await v.inputValue()).toBe('345')
    const article = page.getByRole('radio', { name: 'Article', exact: true })
    expect(await article.getAttribute('aria-checked')).toBe('true')

    // A fresh address begins at the beginning, with the method chosen at last.
    await visit(thick ?? '')
    await page.getByText('30 used').waitFor({ timeout: longMs })
    await button('Open and find lungs').click()
    await vi.waitFor(async () => expect(await volumeMl()).toBeGreaterThan(500), { timeout: longMs, interval: 50 })
    expect(await article.getAttribute('aria-checked')).toBe('true')
    expect(await v.inputValue()).toBe('100')
  })

  it('says what a folder without CT holds and what can be done', async () => {
    const folder = join(open.folder, 'letters')
    mkdirSync(folder)
    writeFileSync(join(folder, 'letter.txt'), 'Dear colleague')
    await visit(folder)
    await page.getByRole('heading', { name: 'No DICOM files in this folder' }).waitFor()
    await page.getByText('Code E_NO_DICOM').waitFor()
    await page.getByRole('heading', { name: 'What you can do' }).waitFor()
    await button('Open one level up').waitFor()
  })

  it('speaks German, and runs actions from the palette', async () => {
    await visit()
    await page.getByRole('heading', { name: 'Open a CT study' }).waitFor()
    await page.keyboard.press('Control+k')
    await page.keyboard.type('settings')
    await page.keyboard.press('Enter')
    await page.getByRole('radio', { name: 'Deutsch' }).click()
    await page.getByRole('heading', { name: 'Einstellungen' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('heading', { name: 'CT-Studie öffnen' }).waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe('de')
    await page.keyboard.press('?')
    await page.getByRole('heading', { name: 'Alle Tasten' }).waitFor()
    await page.keyboard.press('Escape')
  })

  it('fits into the smallest window without clipping', async () => {
    await page.setViewportSize({ width: 1024, height: 640 })
    await visit()
    await button(/^(Ordner öffnen|Open folder)/).waitFor()
    const size = await page.evaluate(() => [document.body.scrollWidth, document.body.scrollHeight])
    expect(size).toEqual([1024, 640])
    await page.setViewportSize({ width: 1600, height: 1000 })
  })

  it('says so when its address was used already', async () => {
    const address = open.address()
    await page.goto('about:blank')
    await page.goto(address)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.context().clearCookies()
    await page.goto('about:blank')
    await page.goto(address)
    await page.getByRole('heading', { name: 'This address was used already' }).waitFor()
    // Both refusals are meant, and the browser writes them on its console.
    open.problems.splice(0)
  })

  it('says so when its address is too old', async () => {
    const address = open.address()
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 61_000 })
    try {
      await page.context().clearCookies()
      await page.goto('about:blank')
      await page.goto(address)
      await page.getByRole('heading', { name: 'This address is too old' }).waitFor()
    } finally {
      vi.useRealTimers()
    }
    open.problems.splice(0)
  })
})
