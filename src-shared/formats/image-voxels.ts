import { Failure } from '../failure.ts'
import type { Grid } from '../geometry.ts'
import { english } from '../number-format.ts'
import type { Report } from '../report.ts'
import type { Chunks, ExportInput, Proof } from './format.ts'

interface Order {
  /** Files of NIfTI hold rows from the last to the first. */
  readonly rowsReversed: boolean
}

/** The volume's HU as signed 16-bit values, little-endian, i fastest, then j, then k; a slice a chunk. */
export function* imageChunks({ hu, grid }: ExportInput, { rowsReversed }: Order, report: Report): Chunks {
  const [nx, ny, nz] = grid.size
  const values = someHu(hu)
  const slice = new Int16Array(nx * ny)
  for (let k = 0; k < nz; k++) {
    for (let j = 0; j < ny; j++) {
      const from = (k * ny + j) * nx
      slice.set(values.subarray(from, from + nx), (rowsReversed ? ny - 1 - j : j) * nx)
    }
    yield new Uint8Array(slice.buffer)
    report(k + 1, nz)
  }
}

/**
 * Takes the voxels of an image slice by slice and compares every one with the volume; `refuse` gets what differs.
 * Returns how many there are and their range, in words.
 */
export function* proveImage(
  { hu, grid }: ExportInput,
  { rowsReversed }: Order,
  refuse: (what: string) => never,
  report: Report,
): Proof {
  const [nx, ny, nz] = grid.size
  const values = someHu(hu)
  const file = new Int16Array(nx * ny)
  const bytes = new Uint8Array(file.buffer)
  let [lowest, highest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let k = 0; k < nz; k++) {
    bytes.set(yield bytes.length)
    for (let row = 0; row < ny; row++) {
      const j = rowsReversed ? ny - 1 - row : row
      let difference = 0
      for (let at = row * nx, from = (k * ny + j) * nx, end = at + nx; at < end; at++, from++) {
        const value = file[at] as number
        difference |= value ^ (values[from] as number)
        if (value < lowest) lowest = value
        if (value > highest) highest = value
      }
      if (difference !== 0) refuse(`a voxel of row ${j} of slice ${k} differs from the CT`)
    }
    report(k + 1, nz)
  }
  return `${nx} x ${ny} x ${nz} voxels all equal, from ${english.plain(lowest)} to ${english.plain(highest)} HU`
}

/** Size in bytes of the voxels of an image. */
export const imageBytes = ({ size }: Grid): number => size[0] * size[1] * size[2] * 2

function someHu(hu: ExportInput['hu']): Int16Array {
  if (hu === undefined) throw new Failure('E_INTERNAL', 'An image needs the volume, and none was given.')
  return hu
}
