import type { Grid } from './geometry.ts'

/** What a slice keeps of its instance. `present` is false for a plane that no instance fills (a gap that was accepted). */
export interface VolumeSlice {
  readonly instanceNumber: number | null
  readonly slope: number
  readonly intercept: number
  readonly present: boolean
}

/**
 * HU on a regular grid: `hu` is [nz][ny][nx], i fastest, rounded to whole HU and held within Int16 (saturation is a finding);
 * slices in position order along the normal of ImageOrientationPatient. `stored` holds the stored values in the same layout
 * where they can't be had back exactly as `(hu - intercept) / slope`, else null. Planes that are not present hold -1024.
 */
export interface Volume {
  readonly grid: Grid
  readonly hu: Int16Array
  readonly stored: Int32Array | null
  readonly slices: readonly VolumeSlice[]
}
