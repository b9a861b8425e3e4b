import { Failure } from '../../src-shared/failure.ts'
import { blackCanvas, pictureFont } from './picture-parts.ts'

const gapPx = 2
const linePx = 28
const moreLinePx = 20
const insetPx = 8

/** Pictures side by side with lines of text below them, as a PNG that holds nothing but its pixels. */
export async function framePicture(
  parts: readonly HTMLCanvasElement[],
  lines: readonly string[],
  pixelRatio: number,
): Promise<Blob> {
  const gap = Math.round(gapPx * pixelRatio)
  const below = Math.round((linePx + moreLinePx * (lines.length - 1)) * pixelRatio)
  const width = parts.reduce((sum, part) => sum + part.width, 0) + gap * Math.max(0, parts.length - 1)
  const height = Math.max(1, ...parts.map((part) => part.height))
  const { canvas, context } = blackCanvas(width, height + below)
  let x = 0
  for (const part of parts) {
    context.drawImage(part, x, 0)
    x += part.width + gap
  }
  context.font = pictureFont(12 * pixelRatio)
  context.textBaseline = 'middle'
  context.fillStyle = '#b0bac1'
  const inset = insetPx * pixelRatio
  lines.forEach((line, n) => {
    const middle = height + (linePx / 2 + moreLinePx * n) * pixelRatio
    context.fillText(line, inset, middle, Math.max(1, width - 2 * inset))
  })
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
  if (blob === null) throw new Failure('E_INTERNAL', 'The picture is too large to be made. Choose a smaller size.')
  return blob
}
