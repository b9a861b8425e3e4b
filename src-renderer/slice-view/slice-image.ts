import type { PlaneView } from '../../src-shared/plane-view.ts'
import type { SliceImage } from './cornerstone.ts'
import { cutSlice } from './cut-slice.ts'
import type { ViewVolume } from './view-props.ts'

const wholeRange = [-32768, 32767] as const
const airHU = -1024

/** Whether a slice holds voxels: cuts across the stored slices do as soon as any of them has arrived. */
export function hasArrived(volume: ViewVolume, view: PlaneView, slice: number): boolean {
  return view.axes[2] === 2 ? volume.arrived.has(slice) : volume.arrived.size > 0
}

/** Whether no instance fills the slice. */
export function isMissing(volume: ViewVolume, view: PlaneView, slice: number): boolean {
  return view.axes[2] === 2 && (volume.missing?.has(slice) ?? false)
}

/** Where a cut runs across the stored slices: blackens the lines of those not read yet, whose voxels hold nothing. */
function blankUnread(pixels: Int16Array, { arrived, grid, range }: ViewVolume, view: PlaneView): void {
  const count = grid.size[2]
  if (view.axes[2] === 2 || arrived.size >= count) return
  const { columns, rows, axes, flips } = view
  const down = axes[1] === 2
  const black = range?.[0] ?? airHU
  for (let k = 0; k < count; k++) {
    if (arrived.has(k)) continue
    const line = flips[down ? 1 : 0] ? count - 1 - k : k
    if (down) pixels.fill(black, line * columns, (line + 1) * columns)
    else for (let y = 0; y < rows; y++) pixels[y * columns + line] = black
  }
}

export function sliceImage(volume: ViewVolume, view: PlaneView, slice: number): SliceImage {
  const pixels = cutSlice(volume.hu, volume.grid.size, view, slice)
  blankUnread(pixels, volume, view)
  return {
    imageId: `hilum:${volume.volumeId}/${volume.revision}/${view.plane}/${slice}`,
    pixels,
    columns: view.columns,
    rows: view.rows,
    columnMm: view.columnMm,
    rowMm: view.rowMm,
    range: volume.range ?? wholeRange,
  }
}
