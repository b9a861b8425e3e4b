import { Failure } from '../../src-shared/failure.ts'
import { cellSize, type MontagePicture, paintMontage } from './montage-painter.ts'

const gapPx = 4
const footerPx = 28
const researchLine = 'Research use. Not a medical device.'

/** The montage as a PNG `width` pixels wide, cells in the shape of the crop, one line of text below. */
export async function montageImage(picture: MontagePicture, width: number, footer: string): Promise<Blob> {
  const { rows, columns, crop, view, slices } = picture
  const usedRows = Math.min(rows, Math.max(1, Math.ceil(slices.length / columns)))
  const cellWidth = Math.max(1, Math.floor((width - gapPx * (columns - 1)) / columns))
  const shape = (crop.height * view.rowMm) / (crop.width * view.columnMm)
  const height = Math.round(cellWidth * shape) * usedRows + gapPx * (usedRows - 1)
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height + footerPx
  const context = canvas.getContext('2d')
  if (context === null)
    throw new Failure('E_INTERNAL', 'The picture could not be drawn: no canvas is left. Close other pictures.')
  context.fillStyle = '#000'
  context.fillRect(0, 0, canvas.width, canvas.height)
  paintMontage(context, picture, cellSize(width, height, usedRows, columns, gapPx), Math.max(1, cellWidth / 300))
  context.setTransform(1, 0, 0, 1, 0, 0)
  context.font = '13px system-ui, "Segoe UI", Inter, Roboto, "Noto Sans", sans-serif'
  context.textBaseline = 'middle'
  context.fillStyle = '#b0bac1'
  context.fillText([footer, researchLine].filter((text) => text !== '').join('   '), 8, height + footerPx / 2)
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
  if (blob === null)
    throw new Failure('E_INTERNAL', 'The picture is too large to be made. Choose fewer rows or columns.')
  return blob
}
