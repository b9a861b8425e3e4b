import { copyFileSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { writePhantom } from '../../src-main/engine/sample/write-phantom.ts'
import { formats } from '../../src-shared/formats/registry.ts'
import { noReport } from '../../src-shared/report.ts'
import { runCommand } from '../support/run-command.ts'
import { describeWithData } from '../support/test-data.ts'
import { type OpenPage, openPage } from './support/open-page.ts'
import { chromiumMissing } from './viewports/open-harness.ts'

if (chromiumMissing !== null) console.warn(`SKIPPED mask files in Chromium: ${chromiumMissing}`)

const longMs = 240_000
const suite = chromiumMissing === null ? describeWithData : () => it.skip(`not run (${chromiumMissing})`, () => {})

suite('mask files in Chromium', ['chest-philips-5mm', 'soft'], (study) => {
  let open: OpenPage
  let page: Page
  beforeAll(async () => {
    open = await openPage({ width: 1600, height: 1000 })
    page = open.page
  }, longMs)
  afterAll(() => open?.close())

  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const dice = () => page.locator('[data-compare=dice]')
  const path = () => page.getByRole('textbox', { name: 'Path of the mask file' })

  /** Loads a mask by its path. */
  const load = async (file: string): Promise<void> => {
    await button('Load a mask file').click()
    await path().fill(file)
    await button('Load this mask').click()
  }

  it(
    'saves everything, verifies it, and finds each mask equal to ours when it is opened again',
    async () => {
      await page.goto(open.address(study))
      await button('Open and find lungs').click()
      const found = page.locator('[data-result=volume]')
      await vi.waitFor(async () => expect(await found.textContent()).toMatch(/\d/), { timeout: longMs })

      const output = join(open.folder, 'saved')
      mkdirSync(output)
      await page.keyboard.press('Control+s')
      await page.getByRole('textbox', { name: 'Folder' }).fill(output)
      const boxes = page.getByRole('dialog').getByRole('checkbox', { checked: false })
      while ((await boxes.count()) > 0) await boxes.first().locator('xpath=ancestor-or-self::label').click()
      await button(`Save ${formats.length + 1} files`).click()
      await page.getByText(`${formats.length + 1} of ${formats.length + 1} verified`).waitFor({ timeout: longMs })
      const proofs = await page.locator('[data-file][data-status=verified]').allInnerTexts()
      expect(proofs).toHaveLength(formats.length + 1)
      expect(proofs.filter((proof) => !proof.includes('Read back: '))).toEqual([])
      await button('Done').click()
      const verified = await runCommand(['verify', output])
      expect(verified.err).toMatch(/: \d+ saved files as run\.json lists them\.\s*$/)
      expect(verified.status).toBe(0)

      await page.getByRole('tab', { name: 'Compare' }).click()
      await dice().waitFor({ timeout: longMs })
      expect(await dice().textContent()).not.toBe('1.000')

      // through the list of the dialog, as by hand
      await button('Load a mask file').click()
      await path().fill(output)
      const list = page.getByRole('listbox', { name: 'Folders and mask files' })
      await list.getByRole('option', { name: 'lungs.nii.gz' }).waitFor()
      expect(await list.getByRole('option', { name: 'run.json' }).count()).toBe(0)
      await list.getByRole('option', { name: 'lungs.nii.gz' }).dblclick()
      await page.locator('[data-mask="lungs.nii.gz"]').waitFor({ timeout: longMs })
      await vi.waitFor(async () => expect(await dice().textContent()).toBe('1.000'), { timeout: longMs })

      const masks = formats.filter(({ group }) => group === 'masks').map(({ fileName }) => fileName)
      expect(readdirSync(output)).toEqual(expect.arrayContaining(masks))
      for (const name of masks.filter((other) => other !== 'lungs.nii.gz')) {
        await load(join(output, name))
        await page.locator(`[data-mask="${name}"]`).waitFor({ timeout: longMs })
        await page.getByRole('group', { name: `B ${name}`, exact: true }).waitFor()
        await vi.waitFor(async () => expect(await dice().textContent()).toBe('1.000'), { timeout: longMs })
        const panel = await page.getByRole('complementary', { name: 'Agreement' }).innerText()
        expect(panel).toMatch(/95 % Hausdorff, mm\s+0\.0\n/)
        expect(panel).toMatch(/By label\s+Right lung\s+1\.000\s+Left lung\s+1\.000\s+[^\n]+\s+1\.000/)
      }
      // only the array that says nothing of its place is taken on trust, and that is said
      expect(await page.getByText('does not say where its voxels lie').count()).toBe(1)

      // beside the other method the file differs as the method on Review does
      await page.getByRole('button', { name: /Result A/ }).click()
      await page.getByRole('option', { name: 'Article' }).click()
      await vi.waitFor(async () => expect(await dice().textContent()).toMatch(/^0\.\d{3}$/), { timeout: longMs })

      await button(`Let go of ${masks.at(-1)}`).click()
      await page.locator(`[data-mask="${masks.at(-1)}"]`).waitFor({ state: 'detached' })
      await page.getByRole('group', { name: 'B Standard', exact: true }).waitFor()
      expect(open.problems.splice(0)).toEqual([])
    },
    longMs,
  )

  it(
    'refuses the mask of another scan with what differs, and asks where a dropped file lies',
    async () => {
      await writePhantom(join(open.folder, 'phantom'), { slices: 20, size: 64 }, noReport)
      const other = join(open.folder, 'other-scan.nii.gz')
      copyFileSync(join(open.folder, 'phantom', 'truth.nii.gz'), other)
      await load(other)
      const refusal = page.locator('[data-compare=not-opened]')
      await refusal.waitFor({ timeout: longMs })
      expect(await refusal.innerText()).toContain('other-scan.nii.gz was not opened')
      expect(await refusal.innerText()).toMatch(/size \d+ x \d+ x \d+ and 64 x 64 x 20/)
      expect(await refusal.innerText()).toContain('E_GRID')
      await button('Close this message').click()
      await refusal.waitFor({ state: 'detached' })

      await page.evaluate(() => {
        const dataTransfer = new DataTransfer()
        dataTransfer.items.add(new File(['x'], 'lungs.nrrd'))
        window.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }))
      })
      await page.getByText('A browser does not say where a dropped file lies.').waitFor()
      await page.keyboard.press('Escape')
      expect(open.problems.splice(0)).toEqual([])
    },
    longMs,
  )
})
