import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { add, cross, normalize, scale, type Vec3 } from '../../src-shared/geometry.ts'
import { writeCtSlice } from './write-ct-slice.ts'

export interface OrientedSeries {
  readonly name: string
  readonly row: Vec3
  readonly column: Vec3
  /** Slices go against the normal of row and column with growing InstanceNumber. */
  readonly descending?: boolean
  /** Drift of each slice along its columns in mm a mm, as under a tilted gantry. */
  readonly drift?: number
  /** How slice k stores its HU; as they are, signed, in 16 bits where left out. */
  readonly stored?: (k: number) => StoredAs
}

export interface StoredAs {
  readonly slope: number
  readonly intercept: number
  readonly signed: boolean
  readonly bits: 12 | 16
}

const plain: StoredAs = { slope: 1, intercept: 0, signed: true, bits: 16 }

// decimal strings have at most 16 characters
const decimal = (value: number): string => String(Number(value.toFixed(9)))

const columns = 41
const rows = 36
const slices = 7

// in the lower half of its bin of 256 between -1000 and 40, where Otsu's threshold, the middle of that bin, lies above it
const darkHU = -902

/** Two boxes of air in a block of water in air, of different sizes and in different corners: no flip or turn looks the same. */
function huAt(i: number, j: number, k: number): number {
  const within = (a: number, low: number, high: number) => a >= low && a < high
  if (within(i, 6, 14) && within(j, 7, 13) && within(k, 1, 4)) return darkHU
  if (within(i, 24, 35) && within(j, 18, 31) && within(k, 3, 6)) return darkHU
  return within(i, 2, 39) && within(j, 3, 34) ? 30 + ((i * 7 + j * 3 + k) % 11) : -1000
}

/** Writes a CT series of these axes, its files named out of order. */
export function writeOrientedSeries(folder: string, series: OrientedSeries): void {
  mkdirSync(folder, { recursive: true })
  const row = normalize(series.row)
  const column = normalize(series.column)
  const normal = cross(row, column)
  const step = add(scale(normal, (series.descending ? -1 : 1) * 2.5), scale(column, (series.drift ?? 0) * 2.5))
  for (let k = 0; k < slices; k++) {
    const position = add([-20.25, -31.5, 44], scale(step, k))
    const { slope, intercept, signed, bits } = series.stored?.(k) ?? plain
    const pixels = new Int16Array(columns * rows)
    for (let j = 0, at = 0; j < rows; j++) {
      for (let i = 0; i < columns; i++, at++) pixels[at] = Math.round((huAt(i, j, k) - intercept) / slope)
    }
    writeCtSlice(join(folder, `${(k * 5) % slices}.dcm`), {
      series: series.name,
      k,
      columns,
      rows,
      hu: pixels,
      position,
      directions: [row, column],
      spacing: [0.7, 0.9, 2.5],
      more: {
        PatientName: 'Test',
        PatientID: 'TEST',
        BitsStored: bits,
        HighBit: bits - 1,
        PixelRepresentation: signed ? 1 : 0,
        RescaleIntercept: decimal(intercept),
        RescaleSlope: decimal(slope),
      },
    })
  }
}
