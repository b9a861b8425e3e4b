import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { verifyFolder } from '../../src-main/engine/save/verify-folder.ts'
import { formats } from '../../src-shared/formats/registry.ts'
import { noReport } from '../../src-shared/report.ts'
import { runRecordSchema } from '../../src-shared/run-record.ts'
import { describeWithData } from '../support/test-data.ts'
import { type OpenPage, openPage } from './support/open-page.ts'
import { chromiumMissing } from './viewports/open-harness.ts'

if (chromiumMissing !== null) console.warn(`SKIPPED saving in Chromium: ${chromiumMissing}`)

const longMs = 150_000
const suite = chromiumMissing === null ? describeWithData : () => it.skip(`not run (${chromiumMissing})`, () => {})

suite('the Save dialog in Chromium', ['chest-philips-5mm', 'soft'], (study) => {
  let open: OpenPage
  let page: Page
  beforeAll(async () => {
    open = await openPage({ width: 1600, height: 1000 })
    page = open.page
    page.setDefaultTimeout(20_000)
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.goto(open.address(study))
    await page.getByRole('button', { name: 'Open and find lungs', exact: true }).click()
    await page.locator('[data-result=volume]').filter({ hasText: /\d/ }).waitFor({ timeout: longMs })
  }, longMs)
  afterAll(() => open?.close())
  afterEach(() => expect(open.problems.splice(0)).toEqual([]))

  const dialog = (): Locator => page.getByRole('dialog')
  const box = (name: RegExp): Locator => dialog().getByRole('checkbox', { name })
  const toggle = (name: RegExp): Promise<void> => dialog().locator('label').filter({ hasText: name }).click()
  const row = (format: string): Locator => dialog().locator(`[data-file="${format}"]`)
  /** A dialog with this folder, chosen by typing it. */
  async function openDialog(folder: string): Promise<void> {
    mkdirSync(folder)
    await page.getByRole('button', { name: /^Save/ }).last().click()
    await dialog().getByRole('textbox', { name: 'Folder' }).fill(folder)
    await dialog()
      .getByText(/files, about .* free$/)
      .waitFor()
  }

  it(
    'writes every format and the CT under names of the template, shows each proof, and leaves a folder that verifies',
    async () => {
      const folder = join(open.folder, 'all')
      await openDialog(folder)
      // printing needs a browser of the computer, which other tests see to
      const wanted = formats.filter(({ id }) => id !== 'report-pdf')
      for (const { id, fileName, beside } of wanted) {
        if (beside !== undefined || ['nifti', 'stl'].includes(id)) continue
        await toggle(new RegExp(`${fileName.replaceAll('.', '\\.')}$`))
      }
      await toggle(/^CT itself/)
      await dialog().getByRole('textbox', { name: 'File name' }).fill('{case}-{method}-lungs')
      await row('ct-nrrd')
        .getByText(/-standard-lungs-ct\.nrrd$/)
        .waitFor()
      const caseCode = /Case ([0-9A-F]{4}-[0-9A-F]{2})/.exec((await dialog().textContent()) ?? '')?.[1]
      const base = `${caseCode}-standard-lungs`
      const told = Number(/about ([\d.]+) MB/.exec((await dialog().textContent()) ?? '')?.[1]) * 1e6

      await dialog()
        .getByRole('button', { name: `Save ${wanted.length + 1} files` })
        .click()
      await dialog()
        .getByText(`${wanted.length + 1} of ${wanted.length + 1} verified`)
        .waitFor({ timeout: longMs })
      for (const { id } of wanted) expect(await row(id).textContent(), id).toContain('Read back')
      expect(await row('ct-nifti').textContent()).toMatch(/512 x 512 x \d+ voxels all equal, from −?\d+ to \d+ HU/)

      const names = readdirSync(folder).sort()
      expect(names).toHaveLength(wanted.length + 1)
      expect(names.filter((name) => !name.startsWith(`${base}.`) && !name.startsWith(`${base}-`))).toEqual([])
      const written = names.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0)
      expect(told).toBeGreaterThan(written / 1.5)
      expect(told).toBeLessThan(written * 1.5)
      const record = runRecordSchema.parse(JSON.parse(readFileSync(join(folder, `${base}-run.json`), 'utf8')))
      expect(record.outputs.map(({ format }) => format).sort()).toEqual(wanted.map(({ id }) => id).sort())
      const { files } = await verifyFolder({ folder, study: null }, noReport)
      expect(files.filter(({ state }) => state !== 'same')).toEqual([])

      // without a shell around it the page can't show a folder, so it hands out the path
      await row('nifti').getByRole('button', { name: 'Copy path' }).click()
      expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(join(folder, `${base}.nii.gz`))
      await dialog().getByRole('button', { name: 'Done' }).click()
    },
    longMs,
  )

  it(
    'remembers formats and name, tells of a name that is none, and of a folder that is none, before the work',
    async () => {
      await openDialog(join(open.folder, 'again'))
      expect(await box(/^CT itself/).isChecked()).toBe(true)
      const name = dialog().getByRole('textbox', { name: 'File name' })
      expect(await name.inputValue()).toBe('{case}-{method}-lungs')
      await name.fill('../escape')
      await dialog().getByRole('alert').filter({ hasText: 'contains /' }).waitFor()
      expect(
        await dialog()
          .getByRole('button', { name: /^Save \d+ files$/ })
          .isDisabled(),
      ).toBe(true)
      await name.fill('lungs')
      await dialog()
        .getByText(/files, about .* free$/)
        .waitFor()
      const file = join(open.folder, 'file')
      writeFileSync(file, '')
      await dialog().getByRole('textbox', { name: 'Folder' }).fill(join(file, 'below'))
      await dialog().getByRole('alert').waitFor()
      expect(
        await dialog()
          .getByRole('button', { name: /^Save \d+ files$/ })
          .isDisabled(),
      ).toBe(true)
      await page.keyboard.press('Escape')
    },
    longMs,
  )

  it(
    'the CT goes with its masks, and identity is kept for DICOM files alone, when asked',
    async () => {
      await openDialog(join(open.folder, 'pairs'))
      expect(await dialog().getByText('ct.nii.gz, ct.nrrd').count()).toBe(1)
      await toggle(/lungs\.seg\.nrrd$/)
      await dialog().getByText('ct.nii.gz', { exact: true }).first().waitFor()
      expect(await row('ct-nrrd').count()).toBe(0)
      await toggle(/lungs\.nii\.gz$/)
      await dialog().getByText('needs NIfTI or NRRD').waitFor()
      expect(await box(/^CT itself/).isDisabled()).toBe(true)
      expect(await row('ct-nifti').count()).toBe(0)
      await dialog().getByRole('button', { name: 'Keep in DICOM files' }).click()
      await dialog().getByText('Kept in DICOM files', { exact: false }).waitFor()
      await dialog().getByRole('button', { name: 'Leave out' }).click()
      await dialog().getByText('Left out.', { exact: false }).waitFor()
      await page.keyboard.press('Escape')
    },
    longMs,
  )

  it(
    'can be cancelled at any time, says how that ended, leaves nothing behind, and saves when asked again',
    async () => {
      const folder = join(open.folder, 'cancelled')
      await openDialog(folder)
      const boxes = dialog().getByRole('checkbox', { checked: false })
      while ((await boxes.count()) > 0) await boxes.first().locator('xpath=ancestor-or-self::label').click()
      const all = dialog().getByRole('button', { name: `Save ${formats.length + 1} files` })
      const outcome = dialog().locator('[data-save-state=cancelled]')

      // before the first file: the report is being printed
      const planned = dialog().locator('[data-status=planned]')
      await vi.waitFor(async () => expect(await planned.count()).toBe(formats.length + 1))
      await all.click()
      await page.keyboard.press('Escape')
      await outcome.waitFor()
      expect(readdirSync(folder)).toEqual([])
      expect(await dialog().locator('[data-status=cancelled]').count()).toBe(formats.length + 1)

      // while files are written, and while one is read back: pressed by the page itself, so that no file is done before
      for (const status of ['writing', 'reading-back']) {
        await page.evaluate((awaited) => {
          const watch = new MutationObserver(() => {
            const cancel = [...document.querySelectorAll('button')].find(({ innerText }) => /^Cancel\b/.test(innerText))
            if (document.querySelector(`[data-status=${awaited}]`) === null || cancel === undefined) return
            watch.disconnect()
            cancel.click()
          })
          watch.observe(document.body, { subtree: true, childList: true, attributes: true })
        }, status)
        await all.click()
        await outcome.waitFor({ state: 'detached' })
        await outcome.waitFor({ timeout: longMs })
        expect(readdirSync(folder), status).toEqual([])
        expect(await outcome.textContent()).toBe('Cancelled. No file was written.')
        expect(await dialog().locator('[data-status=cancelled]').count()).toBe(formats.length + 1)
      }

      await all.click()
      await dialog()
        .getByText(`${formats.length + 1} of ${formats.length + 1} verified`)
        .waitFor({ timeout: longMs })
      expect(readdirSync(folder)).toHaveLength(formats.length + 1)
      expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([])
      const { files } = await verifyFolder({ folder, study: null }, noReport)
      expect(files.filter(({ state }) => state !== 'same')).toEqual([])
      await dialog().getByRole('button', { name: 'Done' }).click()
    },
    longMs,
  )
})
