import { getBit } from '../../src-shared/mask.ts'
import { type PlaneView, pixelToIndex } from '../../src-shared/plane-view.ts'
import { valueAt } from './cut-slice.ts'
import { pointLabel } from './view-labels.ts'
import type { OverlayLayer, ViewVolume } from './view-props.ts'
import type { ViewTexts } from './view-texts.ts'

/**
 * Two lines about the voxel under the pointer: its HU with the names of the visible layers that hold it, and the LPS
 * position of its centre. Null outside the slice and where nothing is read yet. `pixel` as a viewport gives it: pixel n covers n to n + 1.
 */
export function readPixel(
  volume: ViewVolume,
  view: PlaneView,
  slice: number,
  pixel: { readonly x: number; readonly y: number },
  layers: readonly OverlayLayer[],
  texts: ViewTexts,
): string | null {
  const x = Math.floor(pixel.x)
  const y = Math.floor(pixel.y)
  if (x < 0 || y < 0 || x >= view.columns || y >= view.rows) return null
  const index = pixelToIndex(view, x, y, slice)
  if (!volume.arrived.has(index[2])) return null
  const hu = valueAt(volume.hu, volume.grid.size, view, x, y, slice)
  const names = layers.filter((layer) => layer.visible && getBit(layer.mask, ...index) === 1).map((layer) => layer.name)
  const value = `${texts.numbers.plain(hu)} HU`
  return `${[value, ...names].join('  ')}\n${pointLabel(volume.grid, index, texts)}`
}
