import { decodeHu } from '../../../src-shared/dicom/decode-pixels.ts'
import { findTransferSyntax } from '../../../src-shared/dicom/transfer-syntaxes.ts'
import { Failure } from '../../../src-shared/failure.ts'
import { cross } from '../../../src-shared/geometry.ts'
import { withFile } from '../scan/file-source.ts'
import type { SeriesSource, SliceSource } from '../scan/series-source.ts'
import { readPixels } from './read-pixels.ts'

/** A small picture of a series in HU, rows from top to bottom. */
export interface Preview {
  readonly columns: number
  readonly rows: number
  readonly columnMm: number
  readonly rowMm: number
  /** k of an axial picture; the row j of a coronal one. */
  readonly slice: number
  readonly hu: Int16Array
}

/**
 * The middle slice, or the middle row of all slices with the head on top and the patient's right on the left, thinned to at most `size` px a side.
 * Throws `E_TRANSFER_SYNTAX` for compressed series, `E_READ` where a file can't be read.
 */
export async function readPreview(source: SeriesSource, plane: 'axial' | 'coronal', size: number): Promise<Preview> {
  const { slices } = source
  const middle = slices[slices.length >> 1]
  if (middle === undefined || slices.some((slice) => findTransferSyntax(slice.transferSyntaxUid)?.supported !== true)) {
    throw new Failure(
      'E_TRANSFER_SYNTAX',
      'There is no picture of this series: its pixels are compressed in a way Hilum does not read yet.',
    )
  }
  return plane === 'axial' ? axialPreview(middle, slices.length >> 1, size) : coronalPreview(source, middle, size)
}

function axialPreview(slice: SliceSource, k: number, size: number): Preview {
  const { columns, rows } = slice.pixels
  const hu = huOf(slice, readPixels(slice).pixels, rows)
  const step = Math.max(1, Math.ceil(Math.max(columns, rows) / size))
  const out = { columns: Math.ceil(columns / step), rows: Math.ceil(rows / step) }
  const picture = new Int16Array(out.columns * out.rows)
  for (let y = 0; y < out.rows; y++) {
    for (let x = 0; x < out.columns; x++) picture[y * out.columns + x] = hu[y * step * columns + x * step] as number
  }
  return { ...out, columnMm: slice.spacing[0] * step, rowMm: slice.spacing[1] * step, slice: k, hu: picture }
}

function coronalPreview({ slices, positions }: SeriesSource, middle: SliceSource, size: number): Preview {
  const { columns, rows } = middle.pixels
  const j = rows >> 1
  const step = Math.max(1, Math.ceil(columns / size))
  const sliceStep = Math.max(1, Math.ceil(slices.length / size))
  const thinned = slices.filter((_, n) => n % sliceStep === 0)
  const chosen = cross(middle.row, middle.column)[2] > 0 ? thinned.reverse() : thinned
  const mirrored = middle.row[0] < 0
  const width = Math.ceil(columns / step)
  const picture = new Int16Array(width * chosen.length)
  chosen.forEach((slice, y) => {
    const hu = huOf(slice, rowBytes(slice, j), 1)
    for (let x = 0; x < width; x++) picture[y * width + (mirrored ? width - 1 - x : x)] = hu[x * step] as number
  })
  const extent = (positions.at(-1) ?? 0) - (positions[0] ?? 0)
  const rowMm = slices.length > 1 ? (extent / (slices.length - 1)) * sliceStep : 1
  return { columns: width, rows: chosen.length, columnMm: middle.spacing[0] * step, rowMm, slice: j, hu: picture }
}

/** One row of a slice, by a partial read where the pixels lie in the file as they are. */
function rowBytes(slice: SliceSource, j: number): Uint8Array {
  const { columns, offset } = slice.pixels
  const from = j * columns * 2
  if (findTransferSyntax(slice.transferSyntaxUid)?.deflated)
    return readPixels(slice).pixels.subarray(from, from + columns * 2)
  const bytes = withFile(Buffer.from(slice.path), (file) => file.read(offset + from, columns * 2))
  if (bytes.length === columns * 2) return bytes
  throw new Failure(
    'E_READ',
    `${slice.relativeFile}: The file has changed since the folder was read. Open the folder again.`,
    { file: slice.relativeFile },
  )
}

function huOf(slice: SliceSource, bytes: Uint8Array, rows: number): Int16Array {
  const hu = new Int16Array(slice.pixels.columns * rows)
  decodeHu(bytes, { ...slice.pixels, rows }, slice, hu)
  return hu
}
