import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { actions } from '../../src-renderer/state/actions.ts'
import type { Plane, Vec3 } from '../../src-shared/geometry.ts'
import { markerPoint, writeMarkerSeries } from '../support/marker-series.ts'
import { orientations } from '../support/oriented-grids.ts'
import { type OpenPage, openPage } from './support/open-page.ts'
import { chromiumMissing } from './viewports/open-harness.ts'

if (chromiumMissing !== null) console.warn(`SKIPPED orientations in Chromium: ${chromiumMissing}`)

const longMs = 240_000
const planes: readonly Plane[] = ['axial', 'coronal', 'sagittal']
const name = (plane: Plane): string => plane.charAt(0).toUpperCase() + plane.slice(1)
const lettersOf = { axial: 'A P R L', coronal: 'S I R L', sagittal: 'S I A P' } as const
/** Where a letter points in LPS. */
const towards: Readonly<Record<string, readonly [axis: 0 | 1 | 2, sign: 1 | -1]>> = {
  L: [0, 1],
  R: [0, -1],
  P: [1, 1],
  A: [1, -1],
  S: [2, 1],
  I: [2, -1],
}
const markerHU = -902

/** A text drawn into a canvas, and where. */
interface Drawn {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

describe.skipIf(chromiumMissing !== null)('a marker at the left and front, in every orientation of the series', () => {
  let open: OpenPage
  let page: Page

  beforeAll(async () => {
    open = await openPage({ width: 1280, height: 800 })
    page = open.page
    page.setDefaultTimeout(20_000)
    await page.addInitScript(() => {
      const drawn: Drawn[] = []
      Object.assign(window, { drawn })
      const { fillText } = CanvasRenderingContext2D.prototype
      CanvasRenderingContext2D.prototype.fillText = function (text, x, y, ...more) {
        drawn.push({ text, x, y, width: this.canvas.width, height: this.canvas.height })
        fillText.call(this, text, x, y, ...more)
      }
    })
  }, longMs)
  afterAll(() => open?.close())
  afterEach(() => expect(open?.problems.splice(0) ?? []).toEqual([]))

  const view = (plane: Plane): Locator => page.getByRole('group', { name: `${name(plane)} slices` })
  const settled = () =>
    page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 50)))),
    )
  const boxOf = async (plane: Plane) => {
    const box = await view(plane).boundingBox()
    if (box === null) throw new Error(`no ${plane} viewport on screen`)
    return box
  }
  /** HU and place in the patient that a viewport tells of the point under the pointer; null beside the image. */
  const readout = async (plane: Plane, x: number, y: number) => {
    const box = await boxOf(plane)
    await page.mouse.move(box.x + x, box.y + y)
    await settled()
    const text = (await view(plane).locator('.view-bottom-left').textContent()) ?? ''
    const [first = '', place = ''] = text.replaceAll('−', '-').split('\n')
    const found = [...place.matchAll(/([LRPASI]) ([\d.]+)/g)]
    if (found.length !== 3) return null
    const point: [number, number, number] = [0, 0, 0]
    for (const [, letter = '', mm = ''] of found) {
      const [axis, sign] = towards[letter] ?? [0, 1]
      point[axis] = sign * Number(mm)
    }
    expect(first).toMatch(/^-?\d+ HU/)
    return { hu: Number.parseInt(first, 10), point: point as Vec3 }
  }
  /** Puts the crosshair of a viewport on the marker, by what two places of it tell of where they lie. */
  const goToMarker = async (plane: Plane, across: 0 | 1 | 2, down: 0 | 1 | 2): Promise<void> => {
    const { width, height } = await boxOf(plane)
    // far apart: a readout tells of whole voxels
    const [x, y, apart] = [width / 2 - 80, height / 2 - 80, 160]
    const [here, there] = [await readout(plane, x, y), await readout(plane, x + apart, y + apart)]
    if (here === null || there === null) throw new Error(`the ${plane} viewport shows nothing in its middle`)
    const at = (axis: 0 | 1 | 2, from: number): number =>
      from + ((markerPoint[axis] - here.point[axis]) * apart) / (there.point[axis] - here.point[axis])
    const box = await boxOf(plane)
    await page.mouse.click(box.x + at(across, x), box.y + at(down, y))
    await settled()
  }
  const crosshair = (plane: Plane) =>
    view(plane)
      .locator('.crosshair')
      .evaluate((lines) => {
        const { style } = lines as HTMLElement
        return ['--x', '--y'].map((one) => Number.parseFloat(style.getPropertyValue(one))) as [number, number]
      })
  const openSeries = async (orientation: (typeof orientations)[number]): Promise<void> => {
    const study = join(open.folder, orientation.name)
    writeMarkerSeries(study, orientation.name, orientation.i, orientation.j, orientation.k)
    // an address that differs behind its # alone would not load the page anew
    await page.goto('about:blank')
    await page.goto(open.address(study))
    await page.getByRole('button', { name: /^Open and find lungs/ }).click()
    await view('sagittal').locator('.view-letter').first().waitFor()
    await page.locator('[data-result=volume]').first().waitFor()
    await settled()
  }

  it.each(orientations)(
    '$name: the letters stand at their sides, and the marker is found left, in front and as dark as it is',
    async (orientation) => {
      await openSeries(orientation)
      for (const plane of planes) {
        const letters = (await view(plane).locator('.view-letter').allTextContents()).join(' ')
        expect(letters, plane).toBe(lettersOf[plane])
      }
      await goToMarker('axial', 0, 1)
      await goToMarker('coronal', 0, 2)
      for (const plane of planes) {
        const [x, y] = await crosshair(plane)
        const here = await readout(plane, x, y)
        expect(here?.hu, plane).toBe(markerHU)
        for (const axis of [0, 1, 2] as const) {
          expect(Math.abs((here?.point[axis] ?? Number.NaN) - markerPoint[axis]), plane).toBeLessThanOrEqual(2.1)
        }
        // the way to each edge leads to where its letter says
        const [, bottom = '', , right = ''] = lettersOf[plane].split(' ')
        for (const [letter, dx, dy] of [
          [right, 20, 0],
          [bottom, 0, 20],
        ] as const) {
          const [axis, sign] = towards[letter] ?? [0, 1]
          const there = await readout(plane, x + dx, y + dy)
          expect(sign * ((there?.point[axis] ?? 0) - (here?.point[axis] ?? 0)), `${plane} ${letter}`).toBeGreaterThan(1)
        }
      }
    },
    longMs,
  )

  it('has neither turns nor flips of a slice, after which letters would have to move', () => {
    expect(actions.filter(({ id }) => /rotate|turn|flip|mirror/i.test(id))).toEqual([])
  })

  it(
    'pictures show the letters of each plane at their sides, and lengths in mm',
    async () => {
      const orientation = orientations.find((one) => one.name === 'SA')
      if (orientation === undefined) throw new Error('no such orientation')
      await openSeries(orientation)
      for (const plane of planes) {
        await view(plane).focus()
        await page.evaluate(() => (Reflect.get(window, 'drawn') as Drawn[]).splice(0))
        await page.keyboard.press('Control+Shift+S')
        await page.getByRole('dialog').locator('img[data-picture]').waitFor()
        const drawn = await page.evaluate(() => (Reflect.get(window, 'drawn') as Drawn[]).splice(0))
        const [top, bottom, left, right] = lettersOf[plane].split(' ').map((letter) => {
          const found = drawn.filter(({ text }) => text === letter)
          expect(found, `${plane} ${letter}`).toHaveLength(1)
          return found[0] as Drawn
        }) as [Drawn, Drawn, Drawn, Drawn]
        expect(top.y, plane).toBeLessThan(top.height * 0.1)
        expect(bottom.y, plane).toBeGreaterThan(bottom.height * 0.9)
        expect(left.x, plane).toBeLessThan(left.width * 0.1)
        expect(right.x, plane).toBeGreaterThan(right.width * 0.9)
        expect(drawn.filter(({ text }) => /^[\d.]+ mm$/.test(text))).toHaveLength(1)
        expect(drawn.filter(({ text }) => text.endsWith('Research use. Not a medical device.'))).toHaveLength(1)
        await page.keyboard.press('Escape')
      }
    },
    longMs,
  )

  it(
    'units and what it is for stand on screen: at the start, beside the results, in the settings and on saving a picture',
    async () => {
      const orientation = orientations[0]
      if (orientation === undefined) throw new Error('no orientation')
      await page.goto(open.address())
      await page.getByText('Not a medical device', { exact: false }).first().waitFor()
      await openSeries(orientation)
      const screen = await page.locator('body').innerText()
      for (const unit of [/Volume, mL/, /\d HU/, /\d mm\b/]) expect(screen).toMatch(unit)
      expect(screen).toContain('Research use. Not a medical device.')
      await page.keyboard.press('Control+Shift+S')
      await page.getByRole('dialog').getByText('Research use. Not a medical device.').waitFor()
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
      await page.getByRole('button', { name: 'Settings', exact: true }).click()
      await page.getByRole('dialog').getByText('Research use. Not a medical device.').waitFor()
      expect(readFileSync(new URL('../../README.md', import.meta.url), 'utf8')).toContain('Not a medical device')
    },
    longMs,
  )
})
