import type { Grid } from '../../src-shared/geometry.ts'

/** Grey-scale window in HU. */
export interface HUWindow {
  readonly widthHU: number
  readonly centreHU: number
}

/** What the left button does when dragged over a slice. */
export type SliceTool = 'none' | 'crosshair' | 'window' | 'pan' | 'zoom'

export type MontageOrder = 'head-first' | 'feet-first'

/** The series on the page: `hu` is [nz][ny][nx] and fills in place, `arrived` names its slices, `revision` tells a change. */
export interface PageVolume {
  readonly volumeId: string
  readonly grid: Grid
  readonly hu: Int16Array
  readonly arrived: ReadonlySet<number>
  readonly revision: number
  /** Smallest and largest HU, null until known. */
  readonly range: readonly [number, number] | null
  readonly missing: ReadonlySet<number>
}
