import type { PlaneView } from '../../src-shared/plane-view.ts'
import type { SliceLook, SliceTransform } from './cornerstone.ts'
import { greyTable, paintGrey } from './grey-table.ts'
import { createOverlayPainter } from './overlay-painter.ts'
import { blackCanvas } from './picture-parts.ts'
import { hasArrived, isMissing, sliceImage } from './slice-image.ts'
import type { OverlayLayer, ViewVolume } from './view-props.ts'

export interface DrawnSlices {
  readonly volume: ViewVolume
  readonly view: PlaneView
  readonly look: SliceLook
  readonly layers: readonly OverlayLayer[]
}

/**
 * Draws slices with their overlay into any canvas, at any scale. Returns false, with nothing drawn, for a slice that is not
 * read yet or that no instance fills. Outlines are `pixelRatio` times their width in CSS pixels.
 */
export function createSliceDrawer({ volume, view, look, layers }: DrawnSlices) {
  const table = greyTable(look.window, look.invert)
  const painter = createOverlayPainter()
  const source = blackCanvas(view.columns, view.rows)
  const image = source.context.createImageData(view.columns, view.rows)
  const words = new Uint32Array(image.data.buffer)
  return (context: CanvasRenderingContext2D, slice: number, transform: SliceTransform, pixelRatio: number): boolean => {
    if (!hasArrived(volume, view, slice) || isMissing(volume, view, slice)) return false
    paintGrey(sliceImage(volume, view, slice).pixels, table, words)
    source.context.putImageData(image, 0, 0)
    const { scaleX, scaleY, offsetX, offsetY } = transform
    context.setTransform(1, 0, 0, 1, 0, 0)
    context.imageSmoothingEnabled = look.interpolate || scaleX < 1
    context.imageSmoothingQuality = 'high'
    context.drawImage(source.canvas, offsetX, offsetY, view.columns * scaleX, view.rows * scaleY)
    painter.paint(context, layers, view, slice, transform, { smooth: look.interpolate, pixelRatio })
    context.setTransform(1, 0, 0, 1, 0, 0)
    return true
  }
}
