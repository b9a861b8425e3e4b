import { edgeLetters } from '../../src-shared/plane-view.ts'
import type { SliceTransform } from './cornerstone.ts'
import { blackCanvas, imageText, paintText, type TextPlace, textPadding, textWidth } from './picture-parts.ts'
import { longestBar, scaleBar } from './scale-bar.ts'
import { createSliceDrawer, type DrawnSlices } from './slice-drawer.ts'
import { isMissing } from './slice-image.ts'
import { positionLabel, windowLabel } from './view-labels.ts'
import type { ViewTexts } from './view-texts.ts'
import { wrapRuns } from './wrap-runs.ts'

export interface SlicePicture extends DrawnSlices {
  readonly slice: number
  /** Width and height of the viewport and where the slice lies in it, in CSS pixels. */
  readonly width: number
  readonly height: number
  readonly transform: SliceTransform
  /** The plane's name, or what stands in its place. */
  readonly heading: string
  readonly texts: ViewTexts
}

const insetPx = 6
/** What the upper letter needs on either side of the middle: the corner's text keeps clear of it, as on the page. */
const letterRoomPx = 18

/** A slice as its viewport shows it: overlay, corner text, letters and scale bar; drawn anew, so sharp at any ratio. */
export function slicePicture(picture: SlicePicture, pixelRatio: number): HTMLCanvasElement {
  const { volume, view, look, slice, heading, texts, transform } = picture
  const { canvas, context } = blackCanvas(picture.width * pixelRatio, picture.height * pixelRatio)
  const { width, height } = canvas
  const inset = insetPx * pixelRatio
  const [right, bottom] = [width - inset, height - inset]
  const write = (lines: readonly string[], place: TextPlace): void =>
    paintText(
      context,
      lines.map((text) => [{ text }]),
      place,
      pixelRatio,
    )

  const scaled = {
    scaleX: transform.scaleX * pixelRatio,
    scaleY: transform.scaleY * pixelRatio,
    offsetX: transform.offsetX * pixelRatio,
    offsetY: transform.offsetY * pixelRatio,
  }
  if (!createSliceDrawer(picture)(context, slice, scaled, pixelRatio)) {
    const message = isMissing(volume, view, slice) ? texts.missingSlice : texts.notLoaded
    write([message], { x: width / 2, y: height / 2, left: 0.5, above: 0.5 })
  }
  const place = positionLabel(volume.grid, view, slice, texts)
  const head = [{ text: heading, bold: true }, { text: `  ${slice + 1}\u00a0/\u00a0${view.count}` }]
  const widest = width / 2 - (insetPx + letterRoomPx + 2 * textPadding.x) * pixelRatio
  const headLines = wrapRuns(head, widest, (run) => textWidth(context, run, pixelRatio))
  paintText(context, [...headLines, [{ text: place }]], { x: inset, y: inset }, pixelRatio)
  write([windowLabel(look.window)], { x: right, y: inset, left: 1 })
  const letters = edgeLetters(volume.grid, view)
  const letter = (text: string, at: TextPlace): void => paintText(context, [[{ text, bold: true }]], at, pixelRatio)
  letter(letters.top, { x: width / 2, y: inset, left: 0.5 })
  letter(letters.bottom, { x: width / 2, y: bottom, left: 0.5, above: 1 })
  letter(letters.left, { x: inset, y: height / 2, above: 0.5 })
  letter(letters.right, { x: right, y: height / 2, left: 1, above: 0.5 })
  const bar = scaleBar(transform.scaleX / view.columnMm, longestBar(picture.width))
  paintScaleBar(context, bar, { x: right, y: bottom }, texts, pixelRatio)
  return canvas
}

const barHeightPx = 5

/** A bar with its length below it; `bar` in CSS pixels, `corner` its right and lower end. */
function paintScaleBar(
  context: CanvasRenderingContext2D,
  bar: ReturnType<typeof scaleBar>,
  corner: { readonly x: number; readonly y: number },
  texts: ViewTexts,
  pixelRatio: number,
): void {
  const text = `${texts.numbers.number(bar.lengthMm, bar.lengthMm < 1 ? 1 : 0)} mm`
  paintText(context, [[{ text }]], { ...corner, left: 1, above: 1 }, pixelRatio)
  const length = bar.pixels * pixelRatio
  const right = corner.x - 4 * pixelRatio
  const below = corner.y - 20 * pixelRatio
  const above = below - barHeightPx * pixelRatio
  context.fillStyle = imageText.behind
  context.fillRect(
    right - length - 4 * pixelRatio,
    above - 4 * pixelRatio,
    length + 8 * pixelRatio,
    below - above + 4 * pixelRatio,
  )
  context.strokeStyle = imageText.strong
  context.lineWidth = pixelRatio
  context.beginPath()
  context.moveTo(right - length, above)
  context.lineTo(right - length, below)
  context.lineTo(right, below)
  context.lineTo(right, above)
  context.stroke()
}
