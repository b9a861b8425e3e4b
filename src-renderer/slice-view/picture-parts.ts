import { Failure } from '../../src-shared/failure.ts'

/** Draws what a viewport shows as a picture of its own, without pointer, crosshair and controls. */
export interface PictureHandle {
  /** `pixelRatio` pixels for each CSS pixel of the viewport. Rejects with a Failure where there is nothing to draw. */
  renderPicture(pixelRatio: number): Promise<HTMLCanvasElement>
}

const family = 'system-ui, -apple-system, "Segoe UI", Inter, Roboto, "Noto Sans", sans-serif'
export const imageText = { plain: '#c9d1d6', strong: '#e8ecee', behind: 'rgb(0 0 0 / 66%)' } as const
export const pictureFont = (px: number, bold = false): string => `${bold ? '600 ' : ''}${px}px ${family}`

/** A black canvas. Throws `E_INTERNAL` where the browser has none left. */
export function blackCanvas(
  width: number,
  height: number,
): { canvas: HTMLCanvasElement; context: CanvasRenderingContext2D } {
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(width))
  canvas.height = Math.max(1, Math.round(height))
  const context = canvas.getContext('2d')
  if (context === null) {
    throw new Failure('E_INTERNAL', 'The picture could not be drawn: no canvas is left. Close other pictures.')
  }
  context.fillStyle = '#000'
  context.fillRect(0, 0, canvas.width, canvas.height)
  return { canvas, context }
}

export interface TextRun {
  readonly text: string
  readonly bold?: boolean
}

/** Where a box of text stands: its point, and the part of its width and height that lies left of and above it. */
export interface TextPlace {
  readonly x: number
  readonly y: number
  readonly left?: number
  readonly above?: number
}

const lineHeightPx = 16
/** Around a box of text, in CSS pixels. */
export const textPadding = { x: 4, y: 2 } as const

const fontOf = (run: TextRun, pixelRatio: number): string => pictureFont(11 * pixelRatio, run.bold)

/** Width of image text in pixels of the picture. */
export function textWidth(context: CanvasRenderingContext2D, run: TextRun, pixelRatio: number): number {
  context.font = fontOf(run, pixelRatio)
  return context.measureText(run.text).width
}

/** Lines of image text on their dark ground, as in the corners of a viewport. */
export function paintText(
  context: CanvasRenderingContext2D,
  lines: readonly (readonly TextRun[])[],
  { x, y, left = 0, above = 0 }: TextPlace,
  pixelRatio: number,
): void {
  const widths = lines.map((line) => line.reduce((sum, run) => sum + textWidth(context, run, pixelRatio), 0))
  const width = Math.max(...widths) + 2 * textPadding.x * pixelRatio
  const height = (lines.length * lineHeightPx + 2 * textPadding.y) * pixelRatio
  const [boxX, boxY] = [x - width * left, y - height * above]
  context.fillStyle = imageText.behind
  context.fillRect(boxX, boxY, width, height)
  context.textBaseline = 'middle'
  lines.forEach((line, n) => {
    let at = boxX + textPadding.x * pixelRatio
    for (const run of line) {
      context.fillStyle = run.bold === true ? imageText.strong : imageText.plain
      const runWidth = textWidth(context, run, pixelRatio)
      context.fillText(run.text, at, boxY + (textPadding.y + (n + 0.5) * lineHeightPx) * pixelRatio)
      at += runWidth
    }
  })
}
