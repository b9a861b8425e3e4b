import type { PlaneView } from '../../src-shared/plane-view.ts'
import { cutSlice } from './cut-slice.ts'
import { greyTable, paintGrey } from './grey-table.ts'
import type { PixelBox } from './montage-crop.ts'
import { createOverlayPainter } from './overlay-painter.ts'
import { hasArrived, isMissing } from './slice-image.ts'
import { positionLabel } from './view-labels.ts'
import type { HUWindow, OverlayLayer, ViewVolume } from './view-props.ts'
import type { ViewTexts } from './view-texts.ts'

export interface MontagePicture {
  readonly volume: ViewVolume
  readonly view: PlaneView
  readonly slices: readonly number[]
  readonly rows: number
  readonly columns: number
  readonly crop: PixelBox
  readonly window: HUWindow
  readonly invert: boolean
  readonly interpolate: boolean
  readonly layers: readonly OverlayLayer[]
  readonly texts: ViewTexts
}

/** Width and height of a cell in pixels of the canvas, and the gap between cells. */
export interface CellSize {
  readonly width: number
  readonly height: number
  readonly gap: number
}

/** Left and top of a cell; cells count row by row. */
export function cellOrigin(cell: number, columns: number, size: CellSize): { x: number; y: number } {
  return {
    x: (cell % columns) * (size.width + size.gap),
    y: Math.floor(cell / columns) * (size.height + size.gap),
  }
}

/** Cells that fill an area as evenly as whole pixels allow. */
export function cellSize(width: number, height: number, rows: number, columns: number, gap: number): CellSize {
  return {
    width: Math.max(1, Math.floor((width - gap * (columns - 1)) / columns)),
    height: Math.max(1, Math.floor((height - gap * (rows - 1)) / rows)),
    gap,
  }
}

function label(
  context: CanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
  pixelRatio: number,
  bold: boolean,
) {
  context.font = `${bold ? '600 ' : ''}${11 * pixelRatio}px system-ui, "Segoe UI", Inter, Roboto, "Noto Sans", sans-serif`
  context.textBaseline = 'middle'
  const width = context.measureText(text).width + 8 * pixelRatio
  const height = 18 * pixelRatio
  context.fillStyle = 'rgb(0 0 0 / 66%)'
  context.fillRect(x, y, width, height)
  context.fillStyle = bold ? '#e8ecee' : '#c9d1d6'
  context.fillText(text, x + 4 * pixelRatio, y + height / 2)
}

/** Draws the cells; outlines and letters are `pixelRatio` times their size in CSS pixels. */
export function paintMontage(
  context: CanvasRenderingContext2D,
  picture: MontagePicture,
  size: CellSize,
  pixelRatio: number,
): void {
  const { volume, view, slices, columns, crop, layers, texts } = picture
  const table = greyTable(picture.window, picture.invert)
  const painter = createOverlayPainter()
  const source = document.createElement('canvas')
  source.width = view.columns
  source.height = view.rows
  const sourceContext = source.getContext('2d', { willReadFrequently: true })
  if (sourceContext === null) return
  const image = sourceContext.createImageData(view.columns, view.rows)
  const words = new Uint32Array(image.data.buffer)
  // One scale for all cells, so that slices compare.
  const pixelsPerMm = Math.min(size.width / (crop.width * view.columnMm), size.height / (crop.height * view.rowMm))
  const scaleX = pixelsPerMm * view.columnMm
  const scaleY = pixelsPerMm * view.rowMm
  const inset = 6 * pixelRatio
  slices.forEach((slice, cell) => {
    const { x, y } = cellOrigin(cell, columns, size)
    context.save()
    context.setTransform(1, 0, 0, 1, 0, 0)
    context.beginPath()
    context.rect(x, y, size.width, size.height)
    context.clip()
    context.fillStyle = '#000'
    context.fillRect(x, y, size.width, size.height)
    const offsetX = x + (size.width - crop.width * scaleX) / 2 - crop.x * scaleX
    const offsetY = y + (size.height - crop.height * scaleY) / 2 - crop.y * scaleY
    if (hasArrived(volume, view, slice) && !isMissing(volume, view, slice)) {
      paintGrey(cutSlice(volume.hu, volume.grid.size, view, slice), table, words)
      sourceContext.putImageData(image, 0, 0)
      context.imageSmoothingEnabled = picture.interpolate || scaleX < 1
      context.imageSmoothingQuality = 'high'
      context.drawImage(source, offsetX, offsetY, view.columns * scaleX, view.rows * scaleY)
      painter.paint(
        context,
        layers,
        view,
        slice,
        { scaleX, scaleY, offsetX, offsetY },
        { smooth: picture.interpolate, pixelRatio },
      )
    }
    context.setTransform(1, 0, 0, 1, 0, 0)
    label(context, String(slice + 1), x + inset, y + inset, pixelRatio, true)
    const bottom = y + size.height - inset - 18 * pixelRatio
    label(context, positionLabel(volume.grid, view, slice, texts, 0), x + inset, bottom, pixelRatio, false)
    context.restore()
  })
}
