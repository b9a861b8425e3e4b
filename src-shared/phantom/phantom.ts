import type { Grid } from '../geometry.ts'
import { labels } from '../labels.ts'
import { acquire } from './acquire.ts'
import { SlicePainter } from './slice-painter.ts'
import { markerBead, paintThorax } from './thorax.ts'
import { thoraxGrid } from './thorax-grid.ts'

/** Changes whenever the same options give other voxels. */
export const phantomVersion = 1

export interface PhantomSlice {
  /** HU, [ny][nx]. */
  readonly hu: Int16Array
  /** The truth: 0 or a label value, [ny][nx]. Vessels and bronchi inside a lung count as lung, those at its root don't. */
  readonly truth: Uint8Array
}

export interface Phantom {
  readonly grid: Grid
  readonly marker: typeof markerBead
  /** Slices can be asked for in any order, each as often as wanted, and come out the same. */
  slice(k: number): PhantomSlice
}

/**
 * An analytic CT of a thorax with known truth: `slices` slices of `size` by `size` voxels over 300 mm and a field of
 * 358.4 mm, whatever their number. The patient lies on the back, head first. The same options give the same voxels on
 * every machine: shapes use only exactly rounded operations, noise is seeded.
 */
export function createPhantom({ slices, size }: { slices: number; size: number }): Phantom {
  const grid = thoraxGrid(slices, size)
  return {
    grid,
    marker: markerBead,
    slice(k) {
      const painter = new SlicePainter(grid, k)
      paintThorax(painter)
      const { hu, kind } = painter
      acquire(hu, size, size, Math.imul(k + 1, 0x9e3779b1))
      for (let n = 0; n < kind.length; n++) if ((kind[n] as number) > labels.airways) kind[n] = 0
      return { hu, truth: kind }
    },
  }
}
