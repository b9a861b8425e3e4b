import type { PlaneView } from '../../src-shared/plane-view.ts'
import { cutSlice } from './cut-slice.ts'
import type { ViewVolume } from './view-props.ts'

/** Part of a slice in pixels, x and y of its top left. */
export interface PixelBox {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Soft tissue and denser: parts the patient from air and from most of a table's foam. */
const tissueHU = -300
/** A row or column belongs to the patient when this part of it is tissue in some slice. */
const tissuePart = 0.12
/** Tissue counts only where it is this part of the slice thick from front to back: a table's shell is thinner. */
const thickPart = 0.02
const samplingStep = 4

export const wholeSlice = (view: PlaneView): PixelBox => ({ x: 0, y: 0, width: view.columns, height: view.rows })

/** The smallest box that holds the patient in all these slices, with a margin of 2 %; the whole slice where none is found. */
export function patientBox(volume: ViewVolume, view: PlaneView, slices: readonly number[]): PixelBox {
  const { columns, rows } = view
  let [left, right, top, bottom] = [columns, -1, rows, -1]
  let buffer: Int16Array | undefined
  const thick = Math.max(1, Math.round(rows * thickPart))
  for (const slice of slices) {
    const pixels = cutSlice(volume.hu, volume.grid.size, view, slice, buffer)
    if (pixels.buffer !== volume.hu.buffer) buffer = pixels
    const inColumn = new Uint16Array(columns)
    for (let y = thick; y < rows - thick; y += samplingStep) {
      let inRow = 0
      for (let x = 0; x < columns; x += samplingStep) {
        const at = y * columns + x
        if ((pixels[at] as number) < tissueHU) continue
        if ((pixels[at - thick * columns] as number) < tissueHU && (pixels[at + thick * columns] as number) < tissueHU)
          continue
        inRow++
        inColumn[x] = (inColumn[x] as number) + 1
      }
      if (inRow * samplingStep < columns * tissuePart) continue
      top = Math.min(top, y)
      bottom = Math.max(bottom, y)
    }
    for (let x = 0; x < columns; x += samplingStep) {
      if ((inColumn[x] as number) * samplingStep < rows * tissuePart) continue
      left = Math.min(left, x)
      right = Math.max(right, x)
    }
  }
  if (right < left || bottom < top) return wholeSlice(view)
  const margin = Math.round(0.02 * Math.max(columns, rows))
  const x = Math.max(0, left - margin)
  const y = Math.max(0, top - margin)
  return {
    x,
    y,
    width: Math.min(columns, right + samplingStep + margin) - x,
    height: Math.min(rows, bottom + samplingStep + margin) - y,
  }
}
