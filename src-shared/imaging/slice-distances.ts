import type { BitMask } from '../mask.ts'
import { noReport, type Report } from '../report.ts'

/** Squared distances within each slice, as far as `surfaceDistances` needs them. */
export interface SliceDistances {
  /** mm2 to the nearest set voxel of the same slice, [nz][ny][nx]; nothing of use in slices where there is none. */
  readonly squared: Float32Array
  /** 1 for each slice that has a set voxel. */
  readonly occupied: Uint8Array
}

/**
 * The exact squared Euclidean distance of every voxel to the nearest set voxel of its own slice, voxels being as far apart as
 * `spacing` says. Rows first, by counting; then columns by the lower envelope of parabolas.
 * Source: Felzenszwalb and Huttenlocher, Distance Transforms of Sampled Functions, Theory of Computing 8 (2012) 415-428.
 * Cost: linear in voxels; 4 bytes a voxel. `out` is used again where it is long enough.
 */
export function sliceDistances(
  { size, wordsPerRow, words }: BitMask,
  spacing: readonly [number, number],
  out?: Float32Array,
  report: Report = noReport,
): SliceDistances {
  const [nx, ny, nz] = size
  const length = nx * ny * nz
  const squared = out !== undefined && out.length >= length ? out : new Float32Array(length)
  const occupied = new Uint8Array(nz)
  const rowSquares = new Float64Array(nx * ny)
  const envelope = createEnvelope(ny)
  const square = spacing[1] * spacing[1]
  for (let k = 0; k < nz; k++) {
    report(k, nz)
    if (!fillRowDistances(words, k * ny * wordsPerRow, nx, ny, wordsPerRow, spacing[0], rowSquares)) continue
    occupied[k] = 1
    for (let i = 0; i < nx; i++) fillColumn(rowSquares, i, nx, ny, square, envelope, squared, k * nx * ny)
  }
  return { squared, occupied }
}

/** Squared mm to the nearest set voxel of the same row, Infinity in empty rows; false where the slice is empty. */
function fillRowDistances(
  words: Uint32Array,
  base: number,
  nx: number,
  ny: number,
  wordsPerRow: number,
  stepMm: number,
  out: Float64Array,
): boolean {
  const square = stepMm * stepMm
  let any = false
  for (let j = 0; j < ny; j++) {
    const row = j * nx
    let before = -1
    for (let w = 0; w < wordsPerRow; w++) {
      for (let word = words[base + j * wordsPerRow + w] as number; word !== 0; word &= word - 1) {
        const here = w * 32 + 31 - Math.clz32(word & -word)
        for (let i = before + 1; i < here; i++) {
          const steps = before < 0 ? here - i : Math.min(i - before, here - i)
          out[row + i] = square * steps * steps
        }
        out[row + here] = 0
        before = here
      }
    }
    if (before < 0) {
      out.fill(Number.POSITIVE_INFINITY, row, row + nx)
      continue
    }
    any = true
    for (let i = before + 1; i < nx; i++) out[row + i] = square * (i - before) * (i - before)
  }
  return any
}

/** Arrays for the lower envelope of one column. */
interface Envelope {
  /** Rows whose parabolas make the envelope, in order, and their heights. */
  readonly row: Int32Array
  readonly height: Float64Array
  /** Where each begins to be the lowest, in rows. */
  readonly from: Float64Array
}

const createEnvelope = (rows: number): Envelope => ({
  row: new Int32Array(rows),
  height: new Float64Array(rows),
  from: new Float64Array(rows + 1),
})

/** Least of `rowSquares` of column i plus the squared way down the column, for each of its rows. */
function fillColumn(
  rowSquares: Float64Array,
  i: number,
  nx: number,
  ny: number,
  square: number,
  { row, height, from }: Envelope,
  out: Float32Array,
  base: number,
): void {
  let last = -1
  for (let j = 0; j < ny; j++) {
    const value = rowSquares[j * nx + i] as number
    if (value === Number.POSITIVE_INFINITY) continue
    let cross = Number.NEGATIVE_INFINITY
    while (last >= 0) {
      const other = row[last] as number
      cross = ((value - (height[last] as number)) / square + (j - other) * (j + other)) / (2 * (j - other))
      if (cross > (from[last] as number)) break
      last--
      cross = Number.NEGATIVE_INFINITY
    }
    last++
    row[last] = j
    height[last] = value
    from[last] = cross
  }
  from[last + 1] = Number.POSITIVE_INFINITY
  for (let j = 0, at = 0; j < ny; j++) {
    while ((from[at + 1] as number) < j) at++
    const down = j - (row[at] as number)
    out[base + j * nx + i] = (height[at] as number) + square * down * down
  }
}
