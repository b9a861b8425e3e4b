import { Failure } from '../failure.ts'
import { type Grid, indexToPoint, isSheared, length, subtract, type Vec3 } from '../geometry.ts'
import { articleLabel } from '../labels.ts'
import { getBit, unpackBits } from '../mask.ts'
import type { Report } from '../report.ts'
import { writeAscii } from './ascii-field.ts'
import type { ExportInput, Format } from './format.ts'
import { applyAffine, type NiftiImage, readNifti } from './read-nifti.ts'

const headerBytes = 348
const dataOffset = 352
const toleranceMm = 0.001

/**
 * NIfTI-1 labelmap of one byte a voxel in the voxel order of dcm2niix: rows reversed, slices along the normal of the rows
 * and columns. Millimetres, RAS; sform and qform code 1, sform alone for sheared grids, which a quaternion can't hold.
 * Source: nifti1.h of the NIfTI Data Format Working Group, sections "header", "orientation" and "intent".
 */
export const nifti: Format = {
  id: 'nifti',
  group: 'masks',
  title: 'NIfTI mask',
  fileName: 'lungs.nii.gz',
  needs: 'mask',
  compression: 'gzip',
  // measured on masks of five chests: within a quarter, save for volumes of less than a megabyte
  estimateBytes: ({ grid, maskVoxels }) =>
    Math.round(dataOffset + grid.size[0] * grid.size[1] * grid.size[2] * 0.0015 + maskVoxels * 0.06),
  encode,
  verify,
}

function encode({ mask, grid, text }: ExportInput, report: Report): Uint8Array<ArrayBuffer> {
  const [nx, ny] = grid.size
  const words = mask.wordsPerRow * ny
  const slice = (k: number): Uint8Array => {
    const wordsOfSlice = mask.words.subarray(k * words, (k + 1) * words)
    return unpackBits({ ...mask, size: [nx, ny, 1], words: wordsOfSlice }, articleLabel)
  }
  return encodeLabelmap({ grid, slice, text, largestLabel: articleLabel }, report)
}

/** The file's bytes for labels asked for slice by slice, [ny][nx] each, in ascending order. */
export function encodeLabelmap(
  {
    grid,
    slice,
    text,
    largestLabel,
  }: { grid: Grid; slice: (k: number) => Uint8Array; text: string; largestLabel: number },
  report: Report,
): Uint8Array<ArrayBuffer> {
  const [nx, ny, nz] = grid.size
  const bytes = new Uint8Array(dataOffset + nx * ny * nz)
  writeHeader(bytes, grid, text, largestLabel)
  for (let k = 0; k < nz; k++) {
    const labels = slice(k)
    for (let j = 0; j < ny; j++) {
      bytes.set(labels.subarray(j * nx, (j + 1) * nx), dataOffset + (k * ny + ny - 1 - j) * nx)
    }
    report(k + 1, nz)
  }
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

function writeHeader(bytes: Uint8Array<ArrayBuffer>, grid: Grid, text: string, largestLabel: number): void {
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

  view.setInt32(0, headerBytes, true)
  view.setUint8(38, 'r'.charCodeAt(0))
  short(40, [3, ...grid.size, 1, 1, 1, 1])
  short(68, [1002, 2, 8, 0]) // intent: label; datatype: uint8; 8 bits; first slice 0
  float(76, [qfac, ...grid.spacing, 0, 0, 0, 0])
  float(108, [dataOffset, 1, 0]) // vox_offset, scl_slope, scl_inter
  view.setUint8(123, 2) // mm
  float(124, [largestLabel, 0]) // cal_max, cal_min
  writeAscii(bytes, 148, 79, text)
  short(252, [sheared ? 0 : 1, 1])
  if (!sheared) float(256, [b, c, d, ...offset])
  for (const row of [0, 1, 2] as const) {
    float(280 + 16 * row, [columns[0][row], columns[1][row], columns[2][row], offset[row]])
  }
  writeAscii(bytes, 328, 15, 'lungs')
  writeAscii(bytes, 344, 3, 'n+1')
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

/** Every voxel is compared; the corners of the grid must lie at the same points of the patient by sform and by qform. */
function verify(bytes: Uint8Array, { mask, grid }: ExportInput, report: Report): string {
  const image = readNifti(bytes)
  const [nx, ny, nz] = grid.size
  if (image.size.some((n, axis) => n !== grid.size[axis])) fail('its size differs from the mask')
  if (image.units !== 'mm' || image.sformCode !== 1) fail('its units or its sform code are wrong')
  if (image.qformCode !== (isSheared(grid) ? 0 : 1)) fail('its qform code is wrong')
  for (let n = 0; n < 8; n++) checkCorner(image, grid, [n & 1, (n >> 1) & 1, n >> 2])
  let set = 0
  for (let k = 0; k < nz; k++) {
    for (let j = 0; j < ny; j++) {
      const from = (k * ny + ny - 1 - j) * nx
      for (let i = 0; i < nx; i++) {
        const bit = getBit(mask, i, j, k)
        if (image.data[from + i] !== bit * articleLabel) fail(`voxel ${i}, ${j}, ${k} differs from the mask`)
        set += bit
      }
    }
    report(k + 1, nz)
  }
  return `Read back: ${nx} x ${ny} x ${nz} voxels all equal, ${set.toLocaleString('en-US')} of them lung; corners within 0.001 mm; sides right.`
}

function checkCorner(image: NiftiImage, grid: Grid, corner: Vec3): void {
  const index: Vec3 = [corner[0] * (grid.size[0] - 1), corner[1] * (grid.size[1] - 1), corner[2] * (grid.size[2] - 1)]
  const [x, y, z] = indexToPoint(grid, index)
  const inFile: Vec3 = [index[0], grid.size[1] - 1 - index[1], index[2]]
  // near half turns a quaternion of three float32 numbers is good to about 0.0005 of the distance
  const qformToleranceMm = 0.02 + 0.001 * length(subtract(indexToPoint(grid, index), grid.origin))
  const affines = [
    [image.sform, toleranceMm] as const,
    ...(image.qform === null ? [] : [[image.qform, qformToleranceMm] as const]),
  ]
  for (const [affine, tolerance] of affines) {
    const [right, anterior, superior] = applyAffine(affine, inFile)
    if (Math.hypot(right + x, anterior + y, superior - z) > tolerance) fail('its position in the patient differs')
  }
}

function fail(what: string): never {
  throw new Failure(
    'E_VERIFY',
    `The NIfTI file was read back and ${what}. It was not kept. Try again, or save to another disk.`,
  )
}
