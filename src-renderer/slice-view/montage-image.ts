import { cellSize, type MontagePicture, paintMontage } from './montage-painter.ts'
import { blackCanvas } from './picture-parts.ts'

const gapPx = 4
/** A cell of this width has labels and outlines of their size on screen. */
const plainCellPx = 300

/** The montage as a picture `width` pixels wide, cells in the shape of the crop. */
export function montageImage(picture: MontagePicture, width: number): HTMLCanvasElement {
  const { rows, columns, crop, view, slices } = picture
  const usedRows = Math.min(rows, Math.max(1, Math.ceil(slices.length / columns)))
  const cellWidth = Math.max(1, Math.floor((width - gapPx * (columns - 1)) / columns))
  const shape = (crop.height * view.rowMm) / (crop.width * view.columnMm)
  const height = Math.round(cellWidth * shape) * usedRows + gapPx * (usedRows - 1)
  const { canvas, context } = blackCanvas(width, height)
  const size = cellSize(width, height, usedRows, columns, gapPx)
  paintMontage(context, picture, size, Math.max(1, cellWidth / plainCellPx))
  return canvas
}
