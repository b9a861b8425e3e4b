import type { SliceImage } from './cornerstone.ts'
import { cutSlice } from './cut-slice.ts'
import type { PlaneView } from './plane-view.ts'
import type { ViewVolume } from './view-props.ts'

const wholeRange = [-32768, 32767] as const

/** Whether a slice holds voxels: cuts across the stored slices do as soon as any of them has arrived. */
export function hasArrived(volume: ViewVolume, view: PlaneView, slice: number): boolean {
  return view.axes[2] === 2 ? volume.arrived.has(slice) : volume.arrived.size > 0
}

/** Whether no instance fills the slice. */
export function isMissing(volume: ViewVolume, view: PlaneView, slice: number): boolean {
  return view.axes[2] === 2 && (volume.missing?.has(slice) ?? false)
}

export function sliceImage(volume: ViewVolume, view: PlaneView, slice: number): SliceImage {
  return {
    imageId: `hilum:${volume.volumeId}/${volume.revision}/${view.plane}/${slice}`,
    pixels: cutSlice(volume.hu, volume.grid.size, view, slice),
    columns: view.columns,
    rows: view.rows,
    columnMm: view.columnMm,
    rowMm: view.rowMm,
    range: volume.range ?? wholeRange,
  }
}
