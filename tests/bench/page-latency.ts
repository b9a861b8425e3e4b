import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Page } from 'playwright-core'
import { openPage } from '../browser/support/open-page.ts'

/**
 * How long a person waits for the page, in Chromium with software rendering: from picking a series to its first slice, and
 * from moving V to the new overlay on screen, by single steps and while V is dragged at the speed of a hand, the run, the whole
 * mask and the surface of moves before at its heels. Give a folder with one series, such as a phantom of 300 slices:
 * `node tests/bench/page-latency.ts FOLDER [RESULT.json]`.
 */
/** From the lowest V to the highest and back: every step changes the slice. */
const keys = Array.from({ length: 40 }, (_, n) => (n % 2 === 0 ? 'End' : 'Home'))

const dragSteps = 240

const [folder, target] = process.argv.slice(2)
if (folder === undefined) throw new Error('Give a folder with a CT series.')
const opened = await openPage({ width: 1600, height: 1000 })
try {
  const first = await firstSlice(opened.page, opened.address(resolve(folder)))
  const v = await moveV(opened.page)
  const drag = await dragV(opened.page)
  const report = { folder: resolve(folder).split('/').at(-1), first, v, drag, problems: opened.problems }
  console.log(JSON.stringify(report, null, 2))
  if (target !== undefined) await writeFile(target, JSON.stringify(report, null, 2))
} finally {
  await opened.close()
}

/** Milliseconds from the click to the first frame that shows the slice, and how many slices had been fetched by then. */
async function firstSlice(page: Page, address: string): Promise<{ ms: number; slicesFetched: number; slices: number }> {
  await page.goto(address)
  const button = page.getByRole('button', { name: /Open and find lungs/ })
  await button.waitFor()
  // previews of the studies screen are made first: picking comes after looking
  await page.waitForTimeout(2000)
  // voxels are fetched in a thread of the page, which its own list of requests does not show
  const fetched: { at: number; slices: number }[] = []
  page.context().on('requestfinished', (request) => {
    if (!request.url().includes('/api/bytes/volumes/')) return
    const query = new URL(request.url()).searchParams
    fetched.push({ at: Date.now(), slices: Number(query.get('z1')) - Number(query.get('z0')) })
  })
  await page.evaluate(watchFirstSlice)
  await button.click()
  const seen = await page.waitForFunction(
    () => Reflect.get(window, 'firstSlice') as { ms: number; at: number } | undefined,
    null,
    {
      timeout: 60_000,
    },
  )
  const { ms, at } = (await seen.jsonValue()) as { ms: number; at: number }
  const slicesFetched = fetched.filter((one) => one.at <= at).reduce((sum, { slices }) => sum + slices, 0)
  await page
    .getByText(/triangles/)
    .first()
    .waitFor({ timeout: 120_000 })
  const label = await page
    .getByRole('img', { name: /Axial slice/ })
    .first()
    .getAttribute('aria-label')
  return { ms, slicesFetched, slices: Number(/of (\d+)/.exec(label ?? '')?.[1] ?? 0) }
}

/** Runs in the page: notes when a canvas of the axial viewport first shows something that is not black. */
function watchFirstSlice(): void {
  let start = 0
  window.addEventListener(
    'click',
    (event) => {
      start ||= event.timeStamp
    },
    { capture: true },
  )
  const look = (): void => {
    const canvas = document.querySelector<HTMLCanvasElement>('[role="group"] canvas')
    const pixels =
      start > 0 && canvas !== null && canvas.width > 0
        ? canvas.getContext('2d')?.getImageData(canvas.width >> 1, canvas.height >> 1, 64, 64).data
        : undefined
    if (pixels?.some((value, n) => n % 4 !== 3 && value > 20)) {
      Reflect.set(window, 'firstSlice', { ms: performance.now() - start, at: Date.now() })
      return
    }
    requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}

/** Milliseconds from a key on the V slider to the frame with another overlay; steps that change nothing on the slice do not count. */
async function moveV(page: Page): Promise<Waits> {
  const field = page.getByRole('slider', { name: /V/ }).first()
  await page.getByRole('radio', { name: 'Article', exact: true }).click()
  await page
    .getByText(/triangles/)
    .first()
    .waitFor({ timeout: 120_000 })
  await page.waitForTimeout(4000)
  await field.focus()
  const times: number[] = []
  for (const key of keys) {
    await page.evaluate(watchOverlay)
    await field.press(key)
    const ms = await page
      .waitForFunction(() => Reflect.get(window, 'overlayMs') as number | undefined, null, {
        timeout: 700,
        polling: 10,
      })
      .then((handle) => handle.jsonValue())
      .catch(() => undefined)
    if (ms !== undefined) times.push(ms)
    // the whole mask and the surface follow; the next change meets a page at rest, as a hand does that looks
    await page.waitForTimeout(1500)
  }
  return waits(times)
}

interface Waits {
  readonly count: number
  readonly medianMs: number
  readonly p95Ms: number
  readonly maxMs: number
}

function waits(times: number[]): Waits {
  times.sort((a, b) => a - b)
  const at = (part: number): number => times[Math.min(times.length - 1, Math.floor(part * times.length))] ?? Number.NaN
  return { count: times.length, medianMs: at(0.5), p95Ms: at(0.95), maxMs: at(1) }
}

/** The thumb goes from end to end and back for some seconds: every frame after a move counts, and those that show another overlay. */
async function dragV(page: Page): Promise<{ frames: Waits; changed: Waits }> {
  await page.waitForTimeout(3000)
  const slider = page.getByRole('slider', { name: /V/ }).first()
  const box = await slider.locator('xpath=ancestor::*[@role="group"][1]').boundingBox()
  if (box === null) throw new Error('V has no slider.')
  await slider.press('Home')
  await page.waitForTimeout(3000)
  const y = box.y + box.height / 2
  await page.mouse.move(box.x + 2, y)
  await page.mouse.down()
  await page.evaluate(watchDrag)
  for (let step = 0; step < dragSteps; step++) {
    const part = 0.5 - 0.5 * Math.cos((step / dragSteps) * 6 * Math.PI)
    await page.mouse.move(box.x + 2 + part * (box.width - 4), y)
    await page.waitForTimeout(12)
  }
  await page.mouse.up()
  await page.waitForTimeout(500)
  const seen = await page.evaluate(() => Reflect.get(window, 'dragMs') as { ms: number; changed: boolean }[])
  return {
    frames: waits(seen.map(({ ms }) => ms)),
    changed: waits(seen.filter(({ changed }) => changed).map(({ ms }) => ms)),
  }
}

/** Runs in the page: at each frame after a move, how old the first move is that the frame is for. */
function watchDrag(): void {
  const times: { ms: number; changed: boolean }[] = []
  Reflect.set(window, 'dragMs', times)
  const canvas = [...document.querySelectorAll<HTMLCanvasElement>('[role="group"] canvas')][1]
  const small = new OffscreenCanvas(128, 128).getContext('2d', { willReadFrequently: true })
  let moved: number | null = null
  let before = 0
  window.addEventListener(
    'pointermove',
    (event) => {
      moved ??= event.timeStamp
    },
    { capture: true },
  )
  const look = (): void => {
    requestAnimationFrame(look)
    if (moved === null || canvas === undefined || small === null) return
    small.clearRect(0, 0, 128, 128)
    small.imageSmoothingEnabled = false
    small.drawImage(canvas, 0, 0, 128, 128)
    let total = 0
    for (const word of new Uint32Array(small.getImageData(0, 0, 128, 128).data.buffer)) {
      total = (Math.imul(total, 31) + word) | 0
    }
    times.push({ ms: performance.now() - moved, changed: total !== before })
    before = total
    moved = null
  }
  requestAnimationFrame(look)
}

/** Runs in the page: notes the first frame after the next key in which the axial overlay's pixels differ. */
function watchOverlay(): void {
  Reflect.deleteProperty(window, 'overlayMs')
  const canvases = [...document.querySelectorAll<HTMLCanvasElement>('[role="group"] canvas')].slice(0, 2)
  // a small copy is enough to see a change, and does not hold up the frames that are measured
  const small = new OffscreenCanvas(256, 256).getContext('2d', { willReadFrequently: true })
  const sum = (): number => {
    let total = 0
    for (const canvas of canvases) {
      if (small === null || canvas.width === 0) continue
      small.clearRect(0, 0, 256, 256)
      small.imageSmoothingEnabled = false
      small.drawImage(canvas, 0, 0, 256, 256)
      const words = new Uint32Array(small.getImageData(0, 0, 256, 256).data.buffer)
      for (const word of words) total = (Math.imul(total, 31) + word) | 0
    }
    return total
  }
  const before = sum()
  window.addEventListener(
    'keydown',
    (event) => {
      const start = event.timeStamp
      const look = (): void => {
        if (performance.now() - start > 600) return
        if (sum() !== before) {
          Reflect.set(window, 'overlayMs', performance.now() - start)
          return
        }
        requestAnimationFrame(look)
      }
      requestAnimationFrame(look)
    },
    { capture: true, once: true },
  )
}
