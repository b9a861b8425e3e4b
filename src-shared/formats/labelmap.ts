import type { Failure } from '../failure.ts'
import type { Grid, Vec3 } from '../geometry.ts'
import { unreadable } from '../labelmap-reasons.ts'
import { limits } from '../limits.ts'

/** A labelmap as a file holds it. */
export interface Labelmap {
  readonly size: Vec3
  /** Null where the file does not say where its voxels lie. It may be left-handed: the axes are those of the file. */
  readonly grid: Grid | null
  /** One label a voxel, 0 outside; i fastest, then j, then k. */
  readonly voxels: Uint8Array
  /** Where the file names its labels. */
  readonly names: ReadonlyMap<number, string>
  /** True of 3D Slicer's segmentations, which can hold no more than the box around what is labelled. */
  readonly mayBeCropped?: boolean
}

const mostNamed = 8

/** That a labelmap holds other labels than those Hilum knows; `values` without 0, ascending. */
export function otherLabels(values: readonly number[]): Failure {
  const labels = values.slice(0, mostNamed)
  return values.length > mostNamed
    ? unreadable('many-labels', { labels, count: values.length })
    : unreadable('other-labels', { labels })
}

/** Three sizes of at least 1 voxel whose product is within the limits. Throws `E_LABELMAP`. */
export function requireSize(values: readonly number[]): Vec3 {
  const [nx, ny, nz] = values
  const fits = (n: number | undefined): n is number => n !== undefined && Number.isInteger(n) && n >= 1
  if (values.length !== 3 || !fits(nx) || !fits(ny) || !fits(nz)) {
    throw unreadable('axes')
  }
  if (nx * ny * nz > limits.labelmapBytes) throw unreadable('too-large')
  return [nx, ny, nz]
}

/** `count` finite numbers. Throws `E_LABELMAP` naming `field`. */
export function requireNumbers(texts: readonly string[], count: number, field: string): number[] {
  const values = texts.map(Number)
  if (values.length !== count || !values.every(Number.isFinite) || texts.some((text) => text.trim() === '')) {
    throw unreadable('field', { field, count })
  }
  return values
}

/** A grid of three vectors in LPS mm from voxel to voxel. Throws `E_LABELMAP` where they span no volume. */
export function gridOfVectors(size: Vec3, vectors: readonly [Vec3, Vec3, Vec3], origin: Vec3): Grid {
  const lengths = vectors.map((v) => Math.hypot(...v)) as unknown as Vec3
  const [i, j, k] = vectors.map((v, n) => v.map((part) => part / (lengths[n] as number))) as unknown as [
    Vec3,
    Vec3,
    Vec3,
  ]
  const volume =
    i[0] * (j[1] * k[2] - j[2] * k[1]) + i[1] * (j[2] * k[0] - j[0] * k[2]) + i[2] * (j[0] * k[1] - j[1] * k[0])
  if (!(Math.abs(volume) > 0.01)) throw unreadable('no-volume')
  return { size, spacing: lengths, origin, direction: [i, j, k] }
}
