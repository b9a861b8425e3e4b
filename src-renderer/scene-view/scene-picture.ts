import { blackCanvas, paintText } from '../slice-view/picture-parts.ts'

const insetPx = 6

/** A scene's pixels with the words of its viewport: what it is, its triangles, and the side it is seen from. */
export function scenePicture(
  image: ImageData,
  words: { readonly heading: string; readonly triangles: string; readonly from: string },
  pixelRatio: number,
): HTMLCanvasElement {
  const { canvas, context } = blackCanvas(image.width, image.height)
  context.putImageData(image, 0, 0)
  const inset = insetPx * pixelRatio
  const head = [[{ text: words.heading, bold: true }], [{ text: words.triangles }]]
  paintText(context, head, { x: inset, y: inset }, pixelRatio)
  const corner = { x: canvas.width - inset, y: canvas.height - inset, left: 1, above: 1 }
  paintText(context, [[{ text: words.from }]], corner, pixelRatio)
  return canvas
}
