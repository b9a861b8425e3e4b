import type { Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { type Grid, type Plane, pointToIndex, type Vec3 } from '../../src-shared/geometry.ts'
import { loadSeries } from '../support/load-series.ts'
import { testData } from '../support/test-data.ts'
import { type OpenPage, openPage } from './support/open-page.ts'
import { chromiumMissing } from './viewports/open-harness.ts'

const study = testData('chest-philips-5mm/soft')
if (study === null) console.warn('SKIPPED planes on a real series: no test data: chest-philips-5mm/soft')
if (chromiumMissing !== null) console.warn(`SKIPPED planes in Chromium: ${chromiumMissing}`)

const longMs = 150_000
const planes: readonly Plane[] = ['axial', 'coronal', 'sagittal']

describe.skipIf(chromiumMissing !== null || study === null)('three planes in Chromium', () => {
  let open: OpenPage
  let page: Page
  let grid: Grid
  let hu: Int16Array

  beforeAll(async () => {
    const volume = await loadSeries(study ?? '')
    grid = volume.grid
    hu = volume.hu
    open = await openPage({ width: 1600, height: 1000 })
    page = open.page
    await page.goto(open.address(study ?? ''))
    await page.getByRole('button', { name: 'Open and find lungs' }).click({ timeout: longMs })
    await page.locator('[data-result=volume]').waitFor({ timeout: longMs })
    await vi.waitFor(
      async () => expect(await view('axial').locator(canvas).getAttribute('aria-label')).toMatch(labels),
      {
        timeout: longMs,
      },
    )
    await page.keyboard.press('v')
  }, longMs)
  afterAll(() => open?.close())
  afterEach(() => {
    expect(open.problems.splice(0)).toEqual([])
  })

  const canvas = '.slice-view-image canvas'
  const labels = /, right lung, left lung, airways and parts removed by V shown$/
  const view = (plane: Plane): Locator =>
    page.getByRole('group', { name: `${plane.charAt(0).toUpperCase()}${plane.slice(1)} slices` })
  const drawn = () =>
    page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 50)))),
    )
  const boxOf = async (plane: Plane) => {
    const box = await view(plane).boundingBox()
    if (box === null) throw new Error(`no ${plane} viewport on screen`)
    return box
  }
  /** Middle of the crosshair in a viewport, in CSS pixels of the viewport. */
  const crosshair = (plane: Plane) =>
    view(plane)
      .locator('.crosshair')
      .evaluate((lines) => {
        const { style } = lines as HTMLElement
        return {
          x: Number.parseFloat(style.getPropertyValue('--x')),
          y: Number.parseFloat(style.getPropertyValue('--y')),
        }
      })
  /** What a viewport says of the voxel under the pointer. */
  const readout = async (plane: Plane, at: { x: number; y: number }) => {
    const box = await boxOf(plane)
    await page.mouse.move(box.x + at.x + 0.5, box.y + at.y + 0.5)
    await drawn()
    const text = (await view(plane).locator('.view-bottom-left').textContent()) ?? ''
    const [first = '', place = ''] = text.replaceAll('−', '-').split('\n')
    const point = [...place.matchAll(/([LRPASI]) ([\d.]+)/g)].map(
      ([, letter, mm]) => Number(mm) * ('LPS'.includes(letter ?? '') ? 1 : -1),
    ) as unknown as Vec3
    return { hu: Number.parseInt(first, 10), names: first, point }
  }
  const huAt = (point: Vec3): number => {
    const [i, j, k] = pointToIndex(grid, point).map(Math.round) as unknown as Vec3
    return hu[(k * grid.size[1] + j) * grid.size[0] + i] as number
  }
  const greyAt = (plane: Plane, at: { x: number; y: number }) =>
    view(plane)
      .locator(canvas)
      .evaluate((element, { x, y }) => {
        const target = element as HTMLCanvasElement
        return target.getContext('2d')?.getImageData(x, y, 1, 1).data[0] ?? -1
      }, at)
  /** How many pixels of a viewport's overlay have about this colour, whatever their opacity. */
  const overlay = (plane: Plane) =>
    view(plane)
      .locator('.slice-view-overlay')
      .evaluate((element) => {
        const target = element as HTMLCanvasElement
        const { data } = target.getContext('2d')?.getImageData(0, 0, target.width, target.height) ?? { data: [] }
        const seen = { any: 0, blue: 0, orange: 0, grey: 0, sum: 0 }
        for (let n = 0; n < data.length; n += 4) {
          const [red = 0, green = 0, blue = 0, alpha = 0] = data.slice(n, n + 4)
          if (alpha === 0) continue
          seen.any++
          seen.sum = (seen.sum + (n + 1) * (red + 3 * green + 7 * blue + alpha)) % 1_000_003
          if (blue > red + 60) seen.blue++
          else if (red > blue + 60) seen.orange++
          else if (red > 180 && Math.abs(red - blue) < 20) seen.grey++
        }
        return seen
      })
  const shownIn = (plane: Plane) => view(plane).locator(canvas).getAttribute('aria-label')

  it('shows the same voxel at the crosshair of every plane, with its HU and its grey, also zoomed in', async () => {
    const box = await boxOf('axial')
    const zoomBy = async (pixels: number): Promise<void> => {
      await page.keyboard.down('Control')
      await page.mouse.wheel(0, pixels)
      await page.keyboard.up('Control')
      await drawn()
    }
    for (const [right, down] of [
      [0.3, 0.5],
      [0.68, 0.55],
      [0.5, 0.72],
    ] as const) {
      await page.mouse.click(box.x + box.width * right, box.y + box.height * down)
      await drawn()
      const there = await readout('axial', await crosshair('axial'))
      expect(there.hu).toBe(huAt(there.point))
      for (const plane of planes) {
        const here = await readout(plane, await crosshair(plane))
        expect(here.point, plane).toEqual(there.point)
        expect(here.hu, plane).toBe(there.hu)
      }
      await readout('axial', await crosshair('axial'))
      await zoomBy(-600)
      const grey = 255 * Math.min(1, Math.max(0, (there.hu + 599.5) / 1499 + 0.5))
      for (const plane of planes) {
        const at = await crosshair(plane)
        expect((await readout(plane, at)).point, plane).toEqual(there.point)
        expect(Math.abs((await greyAt(plane, at)) - grey), plane).toBeLessThanOrEqual(1.5)
      }
      await page.keyboard.press('f')
      await drawn()
    }
  })

  it('has right and left, front and back, head and feet where radiologists look for them', async () => {
    const letters = async (plane: Plane) => (await view(plane).locator('.view-letter').allTextContents()).join(' ')
    expect([await letters('axial'), await letters('coronal'), await letters('sagittal')]).toEqual([
      'A P R L',
      'S I R L',
      'S I A P',
    ])
    const box = await boxOf('axial')
    await page.mouse.click(box.x + box.width * 0.3, box.y + box.height * 0.55)
    await drawn()
    expect((await readout('axial', await crosshair('axial'))).names).toContain('right lung')
    for (const plane of planes) {
      const { x, y } = await crosshair(plane)
      const here = await readout(plane, { x, y })
      const across = await readout(plane, { x: x + 20, y })
      const below = await readout(plane, { x, y: y + 20 })
      const rightward = plane === 'sagittal' ? 1 : 0
      expect(across.point[rightward] - here.point[rightward], plane).toBeGreaterThan(10)
      const downward = plane === 'axial' ? below.point[1] - here.point[1] : here.point[2] - below.point[2]
      expect(downward, plane).toBeGreaterThan(10)
    }
  })

  it('moves the other planes when the crosshair is dragged, and by keys in the focused one', async () => {
    const position = async (plane: Plane) => (await view(plane).locator('.view-top-left').textContent()) ?? ''
    const before = await Promise.all(planes.map(position))
    const box = await boxOf('coronal')
    const from = await crosshair('coronal')
    await page.mouse.move(box.x + from.x, box.y + from.y)
    await page.mouse.down()
    await page.mouse.move(box.x + from.x + 40, box.y + from.y + 50, { steps: 4 })
    await page.mouse.up()
    await drawn()
    const after = await Promise.all(planes.map(position))
    expect(after[1]).toBe(before[1])
    expect(after[0]).not.toBe(before[0])
    expect(after[2]).not.toBe(before[2])
    const there = await readout('coronal', await crosshair('coronal'))
    for (const plane of planes) expect((await readout(plane, await crosshair(plane))).point).toEqual(there.point)

    // The coronal viewport has focus: its keys move its slice and the crosshair in it.
    const sliceOf = (text: string): number => Number(/(\d+) \/ \d+/.exec(text)?.[1])
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowUp')
    await drawn()
    expect(sliceOf(await position('sagittal'))).toBe(sliceOf(after[2] as string) + 1)
    expect(sliceOf(await position('coronal'))).toBe(sliceOf(after[1] as string) - 1)
    expect(await position('axial')).toBe(after[0])
    await page.keyboard.press('Home')
    await drawn()
    expect(sliceOf(await position('coronal'))).toBe(1)
    await page.keyboard.press('End')
    await drawn()
    expect(sliceOf(await position('coronal'))).toBe(grid.size[1])
    await page.keyboard.press('Home')
    for (let step = 0; step < 56; step++) await page.keyboard.press('PageDown')
    await drawn()
    expect(sliceOf(await position('coronal'))).toBe(281)
  })

  it('shares the zoom between the planes', async () => {
    const bars = () => Promise.all(planes.map((plane) => view(plane).locator('.scale-bar').textContent()))
    const lengths = () =>
      Promise.all(
        planes.map((plane) =>
          view(plane)
            .locator('.scale-bar-line')
            .evaluate((line) => line.clientWidth),
        ),
      )
    const before = [await bars(), await lengths()]
    const box = await boxOf('sagittal')
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
    await page.keyboard.down('Control')
    await page.mouse.wheel(0, -300)
    await page.keyboard.up('Control')
    await drawn()
    const zoomed = [await bars(), await lengths()]
    expect(zoomed).not.toEqual(before)
    for (const seen of zoomed) expect(new Set<string | number | null>(seen).size).toBe(1)
    await page.keyboard.press('f')
    await drawn()
    expect([await bars(), await lengths()]).toEqual(before)
  })

  it('shows a stage in every plane while its card is open, in label colours once sides are known', async () => {
    const settle = (words: RegExp) =>
      vi.waitFor(
        async () => {
          for (const plane of planes) expect(await shownIn(plane)).toMatch(words)
        },
        { timeout: longMs },
      )
    const card = (name: RegExp): Locator =>
      page.getByRole('complementary', { name: 'Method' }).getByRole('button', { name })
    await settle(labels)
    await drawn()
    const final = await Promise.all(planes.map(overlay))
    for (const seen of final) expect(seen.blue + seen.orange).toBeGreaterThan(1000)

    await card(/^3 ?Threshold/).click()
    await settle(/, result of .*hreshold.* shown$/)
    await drawn()
    for (const plane of planes) {
      const seen = await overlay(plane)
      expect(seen.grey, plane).toBeGreaterThan(1000)
      expect(seen.blue + seen.orange, plane).toBe(0)
    }

    await card(/^9 ?Right and left/).click()
    await settle(/, right lung, left lung and airways shown$/)
    await drawn()
    const sides = await Promise.all(planes.map(overlay))
    for (const [n, seen] of sides.entries()) {
      expect(seen.blue + seen.orange).toBeGreaterThan(1000)
      expect(seen.sum).not.toBe(final[n]?.sum)
    }

    await card(/^9 ?Right and left/).click()
    await settle(labels)
    await drawn()
    expect(await Promise.all(planes.map(overlay))).toEqual(final)
  })

  it('makes one viewport big by double click and goes back, and changes layouts by keys', async () => {
    const layout = () => page.locator('[data-layout]').getAttribute('data-layout')
    const box = await boxOf('sagittal')
    await page.mouse.dblclick(box.x + 60, box.y + box.height - 60)
    expect(await layout()).toBe('single')
    expect((await boxOf('sagittal')).width).toBeGreaterThan(1.9 * box.width)
    expect(await view('axial').isVisible()).toBe(false)
    await page.mouse.dblclick(box.x - 60, box.y - 60)
    expect(await layout()).toBe('grid')
    expect(await boxOf('sagittal')).toEqual(box)
    await page.keyboard.press('Alt+3')
    expect(await layout()).toBe('main')
    for (const plane of planes) expect(await view(plane).isVisible()).toBe(true)
    await page.keyboard.press('Alt+2')
    expect(await layout()).toBe('single')
    await page.keyboard.press('Alt+1')
    expect(await layout()).toBe('grid')
  })

  it('moves the splitters, and has them where they were after reading the page again', async () => {
    const before = await boxOf('axial')
    const splitter = page.getByRole('separator', { name: 'Width of the left viewports' })
    await splitter.focus()
    for (let step = 0; step < 5; step++) await page.keyboard.press('ArrowRight')
    await drawn()
    const wide = await boxOf('axial')
    expect(wide.width).toBeGreaterThan(before.width + 50)
    expect(wide.height).toBe(before.height)
    const handle = await page.getByRole('separator', { name: 'Height of the upper viewports' }).boundingBox()
    if (handle === null) throw new Error('no splitter')
    await page.mouse.move(handle.x + 200, handle.y + handle.height / 2)
    await page.mouse.down()
    await page.mouse.move(handle.x + 200, handle.y + handle.height / 2 + 80, { steps: 4 })
    await page.mouse.up()
    await drawn()
    const high = await boxOf('axial')
    expect(Math.abs(high.height - before.height - 80)).toBeLessThanOrEqual(2)
    await splitter.dblclick({ position: { x: 5, y: 40 } })
    await drawn()
    expect((await boxOf('axial')).width).toBe(before.width)
    // Settings are written a moment after the last change.
    await page.waitForTimeout(600)
    await page.goto('about:blank')
    await page.goto(open.address(study ?? ''))
    await page.getByRole('button', { name: 'Open and find lungs' }).click({ timeout: longMs })
    await view('axial').waitFor({ timeout: longMs })
    expect(await boxOf('axial')).toEqual(high.width === before.width ? high : { ...high, width: before.width })
  })
})
