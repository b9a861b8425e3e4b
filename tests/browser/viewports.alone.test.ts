import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { metal, metalHU, patientHU, patientOrigin, patientSpacing } from './viewports/drawn-volume.ts'
import type { HarnessOptions } from './viewports/harness.tsx'
import { chromiumMissing, type HarnessServer, serveHarness } from './viewports/open-harness.ts'

if (chromiumMissing !== null) console.warn(`SKIPPED viewports in Chromium: ${chromiumMissing}`)

/** The viewport's size: the patient's 192 x 160 mm fit with 3 CSS px a mm. */
const size = { width: 576, height: 480 }
/** CSS px a voxel of the patient at fit. */
const px = 6

describe.skipIf(chromiumMissing !== null)('viewports in Chromium', () => {
  let server: HarnessServer
  let page: Page
  const problems: string[] = []

  beforeAll(async () => {
    server = await serveHarness()
    const browser = await server.launch()
    page = await browser.newPage({ viewport: size })
    page.on('pageerror', (error) => problems.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text())
    })
  })
  afterAll(() => server?.close())

  const set = (options: Partial<HarnessOptions>) => page.evaluate((change) => window.harness.set(change), options)
  const options = () => page.evaluate(() => window.harness.options)
  const text = (selector: string) => page.locator(selector).textContent()
  /** Two frames: React has drawn, and so has cornerstone. */
  const drawn = () =>
    page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve)))),
    )
  const settle = async (change: Partial<HarnessOptions>) => {
    await set(change)
    await drawn()
    await drawn()
  }
  const colourAt = (canvas: string, x: number, y: number) =>
    page.locator(canvas).evaluate(
      (element, at) => {
        const target = element as HTMLCanvasElement
        return [...(target.getContext('2d')?.getImageData(at.x, at.y, 1, 1).data ?? [])]
      },
      { x, y },
    )
  const image = '.slice-view-image canvas'
  const overlay = '.slice-view-overlay'
  /** Middle of the pixel that shows a patient voxel in the axial picture. */
  const at = (x: number, y: number) => ({ x: x * px + px / 2, y: y * px + px / 2 })
  const readoutOf = (x: number, y: number, z: number) => {
    const lettered = (value: number, plus: string, minus: string) =>
      `${value < 0 ? minus : plus} ${Math.abs(value).toFixed(1)}`
    const [px0, py0, pz0] = [x, y, z].map(
      (n, axis) => (patientOrigin[axis] as number) + n * (patientSpacing[axis] as number),
    )
    const place = `${lettered(px0 as number, 'L', 'R')}  ${lettered(py0 as number, 'P', 'A')}  ${lettered(pz0 as number, 'S', 'I')} mm`
    return { hu: `${patientHU(x, y, z)} HU`.replace('-', '−'), place }
  }
  const drag = async (button: 'left' | 'right' | 'middle', from: [number, number], by: [number, number]) => {
    await page.mouse.move(...from)
    await page.mouse.down({ button })
    for (let step = 1; step <= 5; step++) {
      await page.mouse.move(from[0] + (by[0] * step) / 5, from[1] + (by[1] * step) / 5)
    }
    await page.mouse.up({ button })
    await drawn()
  }

  beforeEach(async () => {
    problems.length = 0
    await page.mouse.move(0, 0)
    await page.goto(server.url)
    await page.locator(`${image}[aria-label]`).waitFor()
    await drawn()
    await drawn()
  })
  afterEach(async () => {
    expect(await page.evaluate(() => window.harness.violations)).toEqual([])
    expect(problems).toEqual([])
  })

  describe('slice', () => {
    it('says what it shows', async () => {
      const canvas = page.locator(image)
      expect(await canvas.getAttribute('role')).toBe('img')
      expect(await canvas.getAttribute('aria-label')).toBe('Axial slice 13 of 24, 228 mm inferior, lungs shown')
      expect(await text('.view-top-left')).toBe('Axial  13 / 24\nI 228.0 mm')
      expect(await text('.view-top-right')).toBe('W 1500 L −600')
      expect(await text('.scale-bar')).toBe('20 mm')
      expect(await page.locator('.slice-view').getAttribute('aria-label')).toBe('Axial slices')
      await settle({ hideLayers: true })
      expect(await canvas.getAttribute('aria-label')).toBe('Axial slice 13 of 24, 228 mm inferior')
    })

    it.each(['', 'x', 'y', 'z', 'xy', 'xyz'])(
      'shows the same patient at the same place, axes "%s" stored the other way',
      async (flipped) => {
        const slice = flipped.includes('z') ? 23 - 12 : 12
        await settle({ flipped, slice })
        const letters = await page.locator('.view-letter').allTextContents()
        expect(letters).toEqual(['A', 'P', 'R', 'L'])
        for (const voxel of [[30, 42, 12], [17, 40, 12], [70, 30, 12], [...metal]] as [number, number, number][]) {
          const { x, y } = at(voxel[0], voxel[1])
          await page.mouse.move(x, y)
          const wanted = readoutOf(...voxel)
          const readout = await text('.view-bottom-left')
          expect(readout?.split('\n')[0]).toMatch(new RegExp(`^${wanted.hu}`))
          expect(readout?.split('\n')[1]).toBe(wanted.place)
        }
        await page.mouse.wheel(0, -100)
        await drawn()
        expect((await options()).slice).toBe(flipped.includes('z') ? slice - 1 : slice + 1)
      },
    )

    it('names the layer under the pointer', async () => {
      const inside = at(30, 42)
      await page.mouse.move(inside.x, inside.y)
      expect(await text('.view-bottom-left')).toContain('HU  lungs\n')
      await settle({ hideLayers: true })
      expect(await text('.view-bottom-left')).not.toContain('lungs')
    })

    it('draws metal white, not black', async () => {
      await settle({ interpolate: false, hideLayers: true })
      const { x, y } = at(metal[0], metal[1])
      expect((await colourAt(image, x, y)).slice(0, 3)).toEqual([255, 255, 255])
      expect(patientHU(...metal)).toBe(metalHU)
      await settle({ invert: true })
      expect((await colourAt(image, x, y)).slice(0, 3)).toEqual([0, 0, 0])
    })

    it('draws grey by the window', async () => {
      await settle({ interpolate: false, hideLayers: true })
      const { x, y } = at(30, 42)
      for (const window of [
        { widthHU: 1500, centreHU: -600 },
        { widthHU: 400, centreHU: -850 },
      ]) {
        await settle({ window })
        const part = (patientHU(30, 42, 12) - (window.centreHU - 0.5)) / (window.widthHU - 1) + 0.5
        const [grey] = await colourAt(image, x, y)
        expect(Math.abs((grey as number) - 255 * Math.min(1, Math.max(0, part)))).toBeLessThanOrEqual(1.5)
      }
    })

    it('fills the mask and outlines it along the voxels, and hides both on request', async () => {
      await settle({ interpolate: false })
      const inside = at(30, 42)
      const outside = at(60, 42)
      expect(await colourAt(overlay, inside.x, inside.y)).toEqual([0, 255, 0, 128])
      expect(await colourAt(overlay, outside.x, outside.y)).toEqual([0, 0, 0, 0])
      // The lung ends between voxels 44 and 45 of this row.
      const edge = await colourAt(overlay, 45 * px, inside.y)
      expect(edge[3]).toBe(255)
      await settle({ hideLayers: true })
      expect(await colourAt(overlay, inside.x, inside.y)).toEqual([0, 0, 0, 0])
    })

    it('keeps the outline and its dark casing as wide when zoomed', async () => {
      await settle({ interpolate: false })
      const around = (x: number, y: number) =>
        page.locator(overlay).evaluate(
          (element, from) => {
            const data = (element as HTMLCanvasElement).getContext('2d')?.getImageData(from.x - 8, from.y, 16, 1).data
            const pixels = Array.from(
              { length: 16 },
              (_, n) => [data?.[n * 4 + 1] ?? 0, data?.[n * 4 + 3] ?? 0] as const,
            )
            const count = (test: (green: number, alpha: number) => boolean) =>
              pixels.filter(([green, alpha]) => test(green, alpha)).length
            return {
              line: count((green, alpha) => green > 200 && alpha > 200),
              casing: count((green, alpha) => green < 100 && alpha > 100),
            }
          },
          { x, y },
        )
      const { y } = at(30, 42)
      const before = await around(45 * px, y)
      await page.mouse.move(45 * px, y)
      await page.keyboard.down('Control')
      await page.mouse.wheel(0, -400)
      await page.keyboard.up('Control')
      await drawn()
      expect(before).toEqual({ line: 2, casing: 2 })
      expect(await around(45 * px, y)).toEqual(before)
    })

    it('moves through slices by wheel, keys and rail', async () => {
      await page.mouse.move(300, 200)
      const sliceAfter = async (act: () => Promise<void>) => {
        await act()
        await drawn()
        return (await options()).slice
      }
      expect(await sliceAfter(() => page.mouse.wheel(0, 100))).toBe(11)
      await page.keyboard.down('Shift')
      expect(await sliceAfter(() => page.mouse.wheel(0, -100))).toBe(16)
      await page.keyboard.up('Shift')
      await page.locator('.slice-view').focus()
      const keys: [string, number][] = [
        ['ArrowUp', 17],
        ['ArrowDown', 16],
        ['PageUp', 21],
        ['PageUp', 23],
        ['PageDown', 18],
        ['Home', 0],
        ['ArrowDown', 0],
        ['End', 23],
      ]
      for (const [key, slice] of keys) expect(await sliceAfter(() => page.keyboard.press(key))).toBe(slice)
      const rail = await page.locator('.slice-rail').boundingBox()
      if (rail === null) throw new Error('no rail')
      expect(await sliceAfter(() => page.mouse.click(rail.x + 8, rail.y + rail.height - 1))).toBe(0)
      expect(await sliceAfter(() => page.mouse.click(rail.x + 8, rail.y + rail.height * (1 - 12.5 / 24)))).toBe(12)
      expect(await page.locator('.slice-rail').getAttribute('aria-valuetext')).toBe('13 / 24, 228 mm inferior')
      expect(await page.locator('.slice-rail-finding').getAttribute('title')).toBe('Metal')
    })

    it('changes the window by right drag or by the tool, and says so while dragging', async () => {
      await drag('right', [300, 200], [60, 0])
      const wider = (await options()).window
      expect(wider.widthHU).toBeGreaterThan(1500)
      expect(wider.centreHU).toBe(-600)
      expect(await text('.view-top-right')).toBe(`W ${wider.widthHU} L −600`)
      expect(await page.evaluate(() => window.harness.windows.length)).toBeGreaterThan(3)
      await drag('left', [300, 200], [60, 0])
      expect((await options()).window).toEqual(wider)
      await settle({ tool: 'window' })
      await drag('left', [300, 200], [0, 50])
      expect((await options()).window.centreHU).toBeGreaterThan(-600)
    })

    it('pans and zooms with the point of the picture held', async () => {
      const under = async (x: number, y: number) => {
        await page.mouse.move(x + 1, y)
        await page.mouse.move(x, y)
        return text('.view-bottom-left')
      }
      const { x, y } = at(30, 42)
      const voxel = await under(x, y)
      await drag('middle', [x, y], [60, -36])
      expect(await under(x + 60, y - 36)).toBe(voxel)
      await page.keyboard.down('Shift')
      await drag('left', [x + 60, y - 36], [-60, 36])
      await page.keyboard.up('Shift')
      expect(await under(x, y)).toBe(voxel)
      await page.keyboard.down('Control')
      await page.mouse.wheel(0, -300)
      await page.keyboard.up('Control')
      await drawn()
      expect(await under(x, y)).toBe(voxel)
      expect(await text('.scale-bar')).not.toBe('20 mm')
      await settle({ tool: 'zoom' })
      await drag('left', [x, y], [0, 40])
      expect(await under(x, y)).toBe(voxel)
      await settle({ tool: 'pan' })
      await drag('left', [x, y], [24, 12])
      expect(await under(x + 24, y + 12)).toBe(voxel)
      expect((await options()).slice).toBe(12)
      await settle({ fitRequest: 1 })
      expect(await under(x, y)).toBe(voxel)
      expect(await text('.scale-bar')).toBe('20 mm')
    })

    it('fits again when its size changes', async () => {
      await page.setViewportSize({ width: size.width / 2, height: size.height / 2 })
      await drawn()
      await drawn()
      const { x, y } = at(30, 42)
      await page.mouse.move(x / 2, y / 2)
      expect(await text('.view-bottom-left')).toContain(readoutOf(30, 42, 12).place)
      await page.setViewportSize(size)
    })

    it('keeps its zoom while it is hidden or resized', async () => {
      await page.mouse.move(300, 200)
      await page.keyboard.down('Control')
      await page.mouse.wheel(0, -300)
      await page.keyboard.up('Control')
      await drawn()
      const zoomed = await text('.scale-bar')
      expect(zoomed).not.toBe('20 mm')
      for (const display of ['none', 'block']) {
        await page.locator('#root').evaluate((root, value) => {
          root.style.display = value
        }, display)
        await drawn()
        await drawn()
      }
      expect(await text('.scale-bar')).toBe(zoomed)
      expect(await page.locator(image).evaluate((canvas) => canvas.clientWidth)).toBe(size.width)
    })

    it('asks to be made big by a double click', async () => {
      await page.mouse.dblclick(300, 200)
      expect(await page.evaluate(() => window.harness.big)).toBe(1)
    })

    it('shows slices as they arrive, and says where none is', async () => {
      await settle({ arrived: 5 })
      expect(await text('.view-message')).toBe('Slice not read yet')
      expect(await page.locator(image).isVisible()).toBe(false)
      await settle({ arrived: 24 })
      expect(await page.locator('.view-message').count()).toBe(0)
      expect(await page.locator(image).isVisible()).toBe(true)
      await settle({ missing: [12] })
      expect(await text('.view-message')).toBe('No image at this position')
    })

    it('cuts the other planes too', async () => {
      await settle({ plane: 'coronal', slice: 42 })
      expect(await page.locator('.view-letter').allTextContents()).toEqual(['S', 'I', 'R', 'L'])
      expect(await text('.view-top-left')).toBe('Coronal  43 / 80\nP 24.0 mm')
      await settle({ plane: 'sagittal', slice: 30 })
      expect(await page.locator('.view-letter').allTextContents()).toEqual(['S', 'I', 'A', 'P'])
      expect(await text('.view-top-left')).toBe('Sagittal  31 / 96\nR 35.0 mm')
    })

    it('leaves nothing behind when it comes and goes', async () => {
      for (let round = 0; round < 5; round++) {
        await settle({ show: 'nothing' })
        expect(await page.locator('canvas').count()).toBe(0)
        await settle({ show: 'slice' })
        expect(await page.locator('canvas').count()).toBe(2)
      }
      await page.mouse.move(300, 200)
      await page.mouse.wheel(0, 100)
      await drawn()
      expect((await options()).slice).toBe(11)
      await drag('right', [300, 200], [60, 0])
      expect((await options()).window.widthHU).toBeGreaterThan(1500)
    })
  })

  describe('montage', () => {
    it('selects by click and arrows, opens by Enter and double click, and gives a picture', async () => {
      await settle({ show: 'montage' })
      await page.mouse.click(60, 60)
      await drawn()
      expect((await options()).selected).toBe(19)
      await page.keyboard.press('ArrowRight')
      await drawn()
      await page.keyboard.press('ArrowDown')
      await drawn()
      const selected = (await options()).selected
      expect(selected).toBe(7)
      expect(await page.locator('.montage-view canvas').getAttribute('aria-label')).toBe(
        'Axial slice 8 of 24, 258 mm inferior, lungs shown',
      )
      await page.keyboard.press('Enter')
      await page.mouse.dblclick(size.width - 40, size.height - 40)
      expect(await page.evaluate(() => window.harness.opened)).toEqual([7, 4])
      const { type, bytes } = await page.evaluate(() => window.harness.montagePng())
      expect(type).toBe('image/png')
      expect(bytes).toBeGreaterThan(5000)
    })

    it('draws image and overlay in its cells', async () => {
      await settle({ show: 'montage' })
      const greens = () =>
        page.locator('.montage-view canvas').evaluate((element) => {
          const canvas = element as HTMLCanvasElement
          const data = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? []
          let count = 0
          for (let n = 0; n < data.length; n += 4) {
            if ((data[n + 1] as number) > 150 && (data[n] as number) < 60) count++
          }
          return count
        })
      expect(await greens()).toBeGreaterThan(200)
      await settle({ hideLayers: true })
      expect(await greens()).toBe(0)
    })
  })

  describe('HU picture', () => {
    it('draws a slice under a window', async () => {
      await settle({ show: 'picture' })
      const picture = '.hu-picture'
      expect(await page.locator(picture).getAttribute('aria-label')).toBe('Slice 13')
      expect((await colourAt(picture, 0, 0)).slice(0, 3)).toEqual([60, 60, 60])
      expect((await colourAt(picture, 60, 40)).slice(0, 3)).toEqual([233, 233, 233])
    })
  })

  describe('scene', () => {
    const from = () => text('.scene-view-from')
    const surfaceShown = () =>
      page.locator('.scene-view-surface-only[data-shown="true"]').waitFor({ state: 'attached' })
    /** Share of the viewport that is not black. */
    const covered = async () => {
      const shot = (await page.locator('.scene-view-host').screenshot()).toString('base64')
      return page.evaluate(async (png) => {
        const bytes = Uint8Array.from(atob(png), (c) => c.charCodeAt(0))
        const picture = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
        const canvas = new OffscreenCanvas(picture.width, picture.height)
        const context = canvas.getContext('2d')
        context?.drawImage(picture, 0, 0)
        const data = context?.getImageData(0, 0, canvas.width, canvas.height).data ?? []
        let lit = 0
        for (let n = 0; n < data.length; n += 4) if ((data[n] as number) > 40) lit++
        return (lit * 4) / data.length
      }, shot)
    }

    it('shows a surface from each side by key and by the cube', async () => {
      await settle({ show: 'scene' })
      await surfaceShown()
      await drawn()
      expect(await text('.scene-view-label')).toBe('3-D surface\n8 triangles')
      expect(await from()).toBe('From the front')
      expect(await covered()).toBeGreaterThan(0.1)
      await page.locator('.scene-view').focus()
      const keys: [string, string][] = [
        ['p', 'From the back'],
        ['Shift+L', 'From the left'],
        ['Shift+R', 'From the right'],
        ['s', 'From above'],
        ['i', 'From below'],
        ['a', 'From the front'],
      ]
      for (const [key, words] of keys) {
        await page.keyboard.press(key)
        await drawn()
        expect(await from()).toBe(words)
        expect(await page.locator('.scene-view-host canvas').getAttribute('aria-label')).toContain(words)
      }
      await drag('left', [288, 240], [-80, 0])
      expect(await from()).toContain('the left')
      const cube = await page.locator('.orientation-cube').boundingBox()
      if (cube === null) throw new Error('no cube')
      await page.mouse.click(cube.x + cube.width / 2, cube.y + cube.height / 2)
      await drawn()
      expect(['From the left', 'From the front']).toContain(await from())
    })

    it('says what is missing while there is no surface, and shows it as soon as there is', async () => {
      await settle({ show: 'scene', meshes: false })
      expect(await text('.scene-view-message')).toBe('No surface yet')
      await settle({ meshes: true })
      await surfaceShown()
      expect(await page.locator('.scene-view-message').count()).toBe(0)
    })

    it('shows a larger surface whole, unless the view is the own of the user', async () => {
      await settle({ show: 'scene' })
      await surfaceShown()
      await drawn()
      const whole = await covered()
      await settle({ large: true })
      await expect.poll(covered).toBeCloseTo(whole, 2)
      await settle({ large: false })
      await expect.poll(covered).toBeLessThan(whole / 4)
      await page.locator('.scene-view').focus()
      await page.keyboard.press('p')
      await drawn()
      const own = await covered()
      await settle({ large: true })
      await expect.poll(covered).toBeGreaterThan(own * 4)
    })

    it('draws only when something changed', async () => {
      await settle({ show: 'scene' })
      await surfaceShown()
      await page.waitForTimeout(500)
      const frames = await page.evaluate(async () => {
        const canvas = document.querySelector<HTMLCanvasElement>('.scene-view-host canvas')
        const gl = canvas?.getContext('webgl2')
        if (!gl) return null
        let drawn = 0
        const draw = gl.drawElements.bind(gl)
        gl.drawElements = (...args) => {
          drawn++
          draw(...args)
        }
        const frame = () => new Promise((resolve) => setTimeout(resolve, 200))
        window.harness.set({ slice: 3 })
        await frame()
        const untouched = drawn
        window.harness.set({ fitRequest: 1 })
        await frame()
        return { untouched, fitted: drawn }
      })
      expect(frames?.untouched).toBe(0)
      expect(frames?.fitted).toBeGreaterThan(0)
    })

    it('gives its canvas back when it goes', async () => {
      for (let round = 0; round < 3; round++) {
        await settle({ show: 'scene' })
        await surfaceShown()
        expect(await page.locator('canvas').count()).toBe(1)
        await settle({ show: 'nothing' })
        expect(await page.locator('canvas').count()).toBe(0)
      }
    })
  })

  it('tells in words where there is no WebGL', async () => {
    const browser = await server.launch(['--disable-3d-apis'])
    const bare = await browser.newPage({ viewport: size })
    await bare.goto(server.url)
    await bare.locator(`${image}[aria-label]`).waitFor()
    await bare.evaluate(() => window.harness.set({ show: 'scene' }))
    await bare.locator('.scene-view-message', { hasText: 'no WebGL 2' }).waitFor()
    expect(await bare.locator('canvas').count()).toBe(0)
    await browser.close()
  })
})
