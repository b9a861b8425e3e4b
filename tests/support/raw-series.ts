import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Grid } from '../../src-shared/geometry.ts'
import type { Volume } from '../../src-shared/volume.ts'

/** A series as plain arrays: stored values [nz][ny][nx] in order of position, and what its headers say. */
export interface RawSeries {
  readonly grid: Grid
  readonly stored: Int32Array
  readonly slices: readonly { instanceNumber: number; slope: number; intercept: number }[]
}

/** Reads `stored.i4` and `meta.json`. */
export function readRawSeries(folder: string): RawSeries {
  const { size, spacing, origin, direction, slices } = JSON.parse(readFileSync(join(folder, 'meta.json'), 'utf8'))
  const bytes = readFileSync(join(folder, 'stored.i4'))
  const stored = new Int32Array(bytes.length / 4)
  new Uint8Array(stored.buffer).set(bytes)
  return { grid: { size, spacing, origin, direction }, stored, slices }
}

export function writeRawSeries(folder: string, { grid, stored, slices }: RawSeries): void {
  writeFileSync(join(folder, 'stored.i4'), new Uint8Array(stored.buffer, stored.byteOffset, stored.byteLength))
  writeFileSync(join(folder, 'meta.json'), JSON.stringify({ ...grid, slices }))
}

/** The volume of a series; with `keepStored` as it is where HU alone would not do. */
export function volumeOf({ grid, stored, slices }: RawSeries, keepStored = false): Volume {
  const perSlice = grid.size[0] * grid.size[1]
  const hu = new Int16Array(stored.length)
  slices.forEach(({ slope, intercept }, k) => {
    for (let at = k * perSlice; at < (k + 1) * perSlice; at++) {
      hu[at] = Math.max(-32_768, Math.min(32_767, Math.round((stored[at] as number) * slope + intercept)))
    }
  })
  return { grid, hu, stored: keepStored ? stored : null, slices: slices.map((slice) => ({ ...slice, present: true })) }
}
