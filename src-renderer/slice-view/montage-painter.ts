import type { PlaneView } from '../../src-shared/plane-view.ts'
import type { PixelBox } from './montage-crop.ts'
import { paintText } from './picture-parts.ts'
import { createSliceDrawer } from './slice-drawer.ts'
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

/** Draws the cells; outlines and letters are `pixelRatio` times their size in CSS pixels. */
export function paintMontage(
  context: CanvasRenderingContext2D,
  picture: MontagePicture,
  size: CellSize,
  pixelRatio: number,
): void {
  const { volume, view, slices, columns, crop, layers, texts } = picture
  const { window, invert, interpolate } = picture
  const draw = createSliceDrawer({ volume, view, layers, look: { window, invert, interpolate } })
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
    draw(context, slice, { scaleX, scaleY, offsetX, offsetY }, pixelRatio)
    paintText(context, [[{ text: String(slice + 1), bold: true }]], { x: x + inset, y: y + inset }, pixelRatio)
    const place = positionLabel(volume.grid, view, slice, texts, 0)
    paintText(context, [[{ text: place }]], { x: x + inset, y: y + size.height - inset, above: 1 }, pixelRatio)
    context.restore()
  })
}
