import { type Grid, indexToPoint, isSheared, type Vec3 } from '../geometry.ts'
import { writeAscii } from './ascii-field.ts'

const headerBytes = 348
/** Where voxels begin in a file of one part: the header, then four bytes that say that no extension follows. */
export const niftiDataOffset = 352

/** What the voxels hold: labels of one byte, or values of an image of two, signed. */
export type NiftiContent =
  | { readonly kind: 'labels'; readonly name: string; readonly largestLabel: number }
  | { readonly kind: 'image'; readonly name: string }

const types = {
  labels: { intent: 1002, datatype: 2, bits: 8 },
  image: { intent: 0, datatype: 4, bits: 16 },
} as const

/**
 * Header of a NIfTI-1 volume, rows reversed, slices along the normal of rows and columns. Millimetres, RAS; sform and qform
 * code 1, sform alone for sheared grids, which a quaternion can't hold.
 * Source: nifti1.h of the NIfTI Data Format Working Group, sections "header", "orientation" and "intent".
 */
export function writeNiftiHeader(grid: Grid, text: string, content: NiftiContent): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(niftiDataOffset)
  const view = new DataView(bytes.buffer)
  const float = (offset: number, values: readonly number[]) => {
    for (const [n, value] of values.entries()) view.setFloat32(offset + 4 * n, value, true)
  }
  const short = (offset: number, values: readonly number[]) => {
    for (const [n, value] of values.entries()) view.setInt16(offset + 2 * n, value, true)
  }
  const columns = rasColumns(grid)
  const offset = columns[3]
  const [b, c, d] = quaternion(grid)
  const sheared = isSheared(grid)
  const { intent, datatype, bits } = types[content.kind]

  view.setInt32(0, headerBytes, true)
  view.setUint8(38, 'r'.charCodeAt(0))
  short(40, [3, ...grid.size, 1, 1, 1, 1])
  short(68, [intent, datatype, bits, 0]) // first slice 0
  float(76, [qfac, ...grid.spacing, 0, 0, 0, 0])
  float(108, [niftiDataOffset, 1, 0]) // vox_offset, scl_slope, scl_inter
  view.setUint8(123, 2) // mm
  // cal_max, cal_min; of an image none, so that viewers take its own range
  float(124, [content.kind === 'labels' ? content.largestLabel : 0, 0])
  writeAscii(bytes, 148, 79, text)
  short(252, [sheared ? 0 : 1, 1])
  if (!sheared) float(256, [b, c, d, ...offset])
  for (const row of [0, 1, 2] as const) {
    float(280 + 16 * row, [columns[0][row], columns[1][row], columns[2][row], offset[row]])
  }
  writeAscii(bytes, 328, 15, content.name)
  writeAscii(bytes, 344, 3, 'n+1')
  return bytes
}

/** Columns i, j, k and offset of the affine from file index to RAS mm, rows reversed. */
function rasColumns(grid: Grid): readonly [Vec3, Vec3, Vec3, Vec3] {
  const ras = (v: Vec3, factor: number): Vec3 => [-v[0] * factor, -v[1] * factor, v[2] * factor]
  return [
    ras(grid.direction[0], grid.spacing[0]),
    ras(grid.direction[1], -grid.spacing[1]),
    ras(grid.direction[2], grid.spacing[2]),
    ras(indexToPoint(grid, [0, grid.size[1] - 1, 0]), 1),
  ]
}

// reversed rows turn the right-handed axes of DICOM into left-handed ones, which qfac undoes
const qfac = -1

/** Imaginary parts of the unit quaternion (real part not negative) of the file's axes, the third one reversed by qfac. */
function quaternion(grid: Grid): Vec3 {
  const x: Vec3 = flipLps(grid.direction[0], 1)
  const y: Vec3 = flipLps(grid.direction[1], -1)
  const z: Vec3 = flipLps(grid.direction[2], qfac)
  // four times the squares of a, b, c, d; the largest is the safe one to divide by
  const squares = [
    1 + x[0] + y[1] + z[2],
    1 + x[0] - y[1] - z[2],
    1 - x[0] + y[1] - z[2],
    1 - x[0] - y[1] + z[2],
  ] as const
  const largest = squares.indexOf(Math.max(...squares))
  const root = Math.sqrt(squares[largest] as number) / 2
  const part = (sum: number) => sum / (4 * root)
  const [a, b, c, d] = (
    [
      [root, part(y[2] - z[1]), part(z[0] - x[2]), part(x[1] - y[0])],
      [part(y[2] - z[1]), root, part(y[0] + x[1]), part(z[0] + x[2])],
      [part(z[0] - x[2]), part(y[0] + x[1]), root, part(z[1] + y[2])],
      [part(x[1] - y[0]), part(z[0] + x[2]), part(z[1] + y[2]), root],
    ] as const
  )[largest] as readonly [number, number, number, number]
  const norm = (a < 0 ? -1 : 1) * Math.hypot(a, b, c, d)
  return [b / norm, c / norm, d / norm]
}

const flipLps = (v: Vec3, sign: number): Vec3 => [-v[0] * sign, -v[1] * sign, v[2] * sign]
