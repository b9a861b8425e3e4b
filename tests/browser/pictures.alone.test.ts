import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { decode } from 'fast-png'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { canaries, findCanaries, writeCanaryStudy } from '../support/canary-study.ts'
import { testData } from '../support/test-data.ts'
import { type OpenPage, openPage } from './support/open-page.ts'
import { chromiumMissing } from './viewports/open-harness.ts'

const real = testData('chest-philips-5mm/soft')
if (real === null) console.warn('SKIPPED pictures of a real series: no test data: chest-philips-5mm/soft')
if (chromiumMissing !== null) console.warn(`SKIPPED pictures in Chromium: ${chromiumMissing}`)

const longMs = 150_000
/** Parts a browser writes that say nothing but pixels. */
const plainChunks = ['IHDR', 'sRGB', 'gAMA', 'cHRM', 'pHYs', 'IDAT', 'IEND']

interface Picture {
  readonly bytes: Uint8Array
  readonly width: number
  readonly height: number
  /** How many pixels look blue, orange and white. */
  readonly blue: number
  readonly orange: number
  readonly white: number
}

function readPicture(path: string): Picture {
  const bytes = new Uint8Array(readFileSync(path))
  const { width, height, data, channels } = decode(bytes, { checkCrc: true })
  const seen = { blue: 0, orange: 0, white: 0 }
  for (let at = 0; at < data.length; at += channels) {
    const [red = 0, green = 0, blue = 0] = data.subarray(at, at + 3)
    if (blue > red + 40 && blue > green) seen.blue++
    else if (red > blue + 40 && red > green) seen.orange++
    else if (red > 200 && green > 200 && blue > 200) seen.white++
  }
  return { bytes, width, height, ...seen }
}

function chunksOf(bytes: Uint8Array): string[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const types: string[] = []
  for (let at = 8; at < bytes.length; at += view.getUint32(at) + 12) {
    types.push(String.fromCharCode(...bytes.subarray(at + 4, at + 8)))
  }
  return types
}

describe.skipIf(chromiumMissing !== null).each([
  ['a phantom full of identity', null],
  ['a real series', real],
])('pictures of %s', (what, series) => {
  let open: OpenPage
  let page: Page
  let out: string
  const taken: string[] = []
  const skipped = what === 'a real series' && real === null

  beforeAll(async () => {
    if (skipped) return
    open = await openPage({ width: 1600, height: 1000 })
    page = open.page
    out = join(open.folder, 'out')
    // every text drawn into any canvas, that of pictures too
    await page.addInitScript(() => {
      const drawn: string[] = []
      Object.assign(window, { drawn })
      const { fillText } = CanvasRenderingContext2D.prototype
      CanvasRenderingContext2D.prototype.fillText = function (...args) {
        drawn.push(args[0])
        fillText.apply(this, args)
      }
    })
    const study = series ?? (await writeCanaryStudy(join(open.folder, 'study')))
    await page.goto(open.address(study))
    await page.getByRole('button', { name: 'Open and find lungs' }).click({ timeout: longMs })
    await page.locator('[data-result=volume]').waitFor({ timeout: longMs })
    await page.locator('.scene-view-label', { hasText: / triangles$/ }).waitFor({ timeout: longMs })
  }, longMs)
  afterAll(() => open?.close())
  afterEach(() => {
    // a browser tells of a refusal on its console; none but those of names that were taken on purpose
    expect(open?.problems.splice(0) ?? []).toEqual(taken.splice(0).map(() => expect.stringContaining('status of 422')))
  })

  const textsDrawn = (): Promise<string[]> => page.evaluate(() => (Reflect.get(window, 'drawn') as string[]).splice(0))
  const boxOf = async (name: string) => {
    const box = await page.getByRole('group', { name }).boundingBox()
    return { width: Math.round(box?.width ?? 0), height: Math.round(box?.height ?? 0) }
  }
  /** Saves what the keys mean here and gives the name it got and the picture. */
  const save = async (scale: 1 | 2, button = 'Save picture'): Promise<Picture & { readonly name: string }> => {
    await page.keyboard.press('Control+Shift+S')
    const dialog = page.getByRole('dialog', { name: 'Save picture' })
    await dialog.getByRole('radio', { name: scale === 1 ? 'As on screen' : 'Twice as large' }).click()
    await dialog.getByRole('textbox', { name: 'Folder' }).fill(out)
    await dialog.locator('img[data-picture]').waitFor({ timeout: longMs })
    await dialog.getByRole('button', { name: 'Save picture' }).click()
    if (button !== 'Save picture') await dialog.getByRole('button', { name: button }).click()
    const name = (await dialog.locator('[data-saved]').getAttribute('data-saved')) ?? ''
    if (button !== 'Save picture') taken.push(name)
    await dialog.getByRole('button', { name: 'Done' }).click()
    return { name, ...readPicture(join(out, name)) }
  }

  it.skipIf(skipped)(
    'are saved from each viewport, sharp at twice the size, with overlay, scale and notice, and no identity',
    async () => {
      await page.getByRole('group', { name: 'Axial slices' }).focus()
      const box = await boxOf('Axial slices')
      const once = await save(1)
      expect([once.width, once.height]).toEqual([box.width, box.height + 28])
      expect(once.name).toMatch(/^[0-9A-F]{4}-[0-9A-F]{2}-axial-\d{3}\.png$/)
      expect(Math.min(once.blue, once.orange)).toBeGreaterThan(1000)
      const texts = await textsDrawn()
      const caseCode = once.name.slice(0, 7)
      expect(texts).toContainEqual(
        expect.stringMatching(new RegExp(`^Case ${caseCode} .* Research use. Not a medical device.$`)),
      )
      expect(texts).toContainEqual(expect.stringMatching(/^\d+ mm$/))
      expect(texts).toEqual(expect.arrayContaining(['Axial', 'R', 'L', 'A', 'P', 'W 1500 L −600']))

      const twice = await save(2, 'Keep both')
      expect(twice.name).toBe(once.name.replace('.png', ' (2).png'))
      expect([twice.width, twice.height]).toEqual([2 * once.width, 2 * once.height])
      // the same parts of it are lung
      expect(twice.blue / once.blue).toBeGreaterThan(3)
      expect(twice.blue / once.blue).toBeLessThan(5)

      await page.getByRole('group', { name: 'Coronal slices' }).focus()
      const coronal = await save(1)
      expect(coronal.name).toMatch(/-coronal-\d{3}\.png$/)
      expect(Math.min(coronal.blue, coronal.orange)).toBeGreaterThan(1000)

      await page.getByRole('group', { name: '3-D surface' }).focus()
      const scene = await save(1)
      expect(scene.name).toBe(`${caseCode}-3d.png`)
      expect(Math.min(scene.blue, scene.orange)).toBeGreaterThan(3000)
      // the surface stands on black
      expect(scene.white).toBeLessThan(scene.blue)

      for (const { bytes } of [once, twice, coronal, scene]) {
        expect(findCanaries(bytes)).toEqual([])
        expect(chunksOf(bytes).filter((type) => !plainChunks.includes(type))).toEqual([])
      }
      const said = [...texts, ...(await textsDrawn()), ...readdirSync(out)].join('\n')
      expect(findCanaries(new TextEncoder().encode(said))).toEqual([])
    },
    longMs,
  )

  it.skipIf(skipped)(
    'say who was scanned only where that is asked for, each time anew',
    async () => {
      await page.getByRole('group', { name: 'Axial slices' }).focus()
      const box = await boxOf('Axial slices')
      await textsDrawn()
      await page.keyboard.press('Control+Shift+S')
      const dialog = page.getByRole('dialog', { name: 'Save picture' })
      await dialog.locator('img[data-picture]').waitFor({ timeout: longMs })
      expect((await textsDrawn()).filter((text) => /Patient/.test(text))).toEqual([])
      await dialog.getByRole('button', { name: 'Show in the picture' }).click()
      await dialog.getByText('Name, ID and study date stand in the picture. For this picture alone.').waitFor()
      await dialog.locator(`img[data-picture="${box.width}x${box.height + 48}"]`).waitFor({ timeout: longMs })
      const [said] = (await textsDrawn()).filter((text) => /Patient/.test(text))
      if (series === null) expect(said).toBe(`Patient: Zzphi, Canary   ID ${canaries.id}   Study of 1987-06-05`)
      else expect(said).toMatch(/^Patient: Lung_Dx-A0001 {3}ID Lung_Dx-A0001 {3}Study of \d{4}-\d\d-\d\d$/)
      await dialog.getByRole('textbox', { name: 'Folder' }).fill(join(out, 'named'))
      await dialog.getByRole('button', { name: 'Save picture' }).click()
      const name = (await dialog.locator('[data-saved]').getAttribute('data-saved')) ?? ''
      await dialog.getByRole('button', { name: 'Done' }).click()
      const named = readPicture(join(out, 'named', name))
      expect(named.height).toBe(box.height + 48)
      await textsDrawn()
      // burned into the pixels, and nowhere else
      expect(chunksOf(named.bytes).filter((type) => !plainChunks.includes(type))).toEqual([])

      const plain = await save(1, 'Keep both')
      expect(plain.height).toBe(box.height + 28)
      expect((await textsDrawn()).filter((text) => /Patient/.test(text))).toEqual([])
    },
    longMs,
  )

  it.skipIf(skipped)(
    'are saved from the montage and the comparison, and the surface goes on as before',
    async () => {
      await page.getByRole('tab', { name: 'Montage' }).click()
      await page.locator('.montage-view canvas').waitFor()
      const montage = await save(1)
      expect(montage.name).toMatch(/-montage\.png$/)
      expect(montage.width).toBe((await boxOf('Montage, 5 rows of 5 slices')).width)
      expect(Math.min(montage.blue, montage.orange)).toBeGreaterThan(1000)

      await page.getByRole('tab', { name: 'Compare' }).click()
      await page.getByText('Dice here').waitFor({ timeout: longMs })
      const compare = await save(1)
      expect(compare.name).toMatch(/-compare-\d{3}\.png$/)
      expect(Math.min(compare.blue, compare.orange)).toBeGreaterThan(1000)
      expect(await textsDrawn()).toEqual(expect.arrayContaining(['A Article', 'B Standard', 'Difference']))

      await page.getByRole('tab', { name: 'Review' }).click()
      await page.locator('.scene-view-label', { hasText: / triangles$/ }).waitFor({ timeout: longMs })
    },
    longMs,
  )
})
