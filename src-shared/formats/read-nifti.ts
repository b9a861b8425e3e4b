import { Failure } from '../failure.ts'
import { normalize, type Vec3 } from '../geometry.ts'

/** Rows of the map from voxel index to RAS mm; the fourth number of each is the offset. */
export type Affine = readonly [Row, Row, Row]
type Row = readonly [number, number, number, number]

export interface NiftiHeader {
  readonly size: Vec3
  readonly spacing: Vec3
  readonly units: 'mm' | 'unknown'
  readonly type: 'uint8' | 'int16'
  /** Slope and intercept from stored to real values; a slope of 0 means none. */
  readonly scale: readonly [number, number]
  readonly sformCode: number
  readonly qformCode: number
  readonly sform: Affine
  /** Null where the file has none. */
  readonly qform: Affine | null
  readonly description: string
  /** Where the voxels begin in the file. */
  readonly dataOffset: number
}

export interface NiftiImage extends NiftiHeader {
  /** One byte a voxel, i fastest, a view of the file. */
  readonly data: Uint8Array
}

/** Reads a whole file of unsigned bytes; throws `E_VERIFY` where it is not as long as its header says. */
export function readNifti(bytes: Uint8Array): NiftiImage {
  const header = readNiftiHeader(bytes)
  const [nx, ny, nz] = header.size
  if (header.type !== 'uint8' || bytes.length !== header.dataOffset + nx * ny * nz) throw notOneVolume()
  return { ...header, data: bytes.subarray(header.dataOffset) }
}

/**
 * Reads the header of a little-endian NIfTI-1 image of unsigned bytes or signed 16-bit values, in one file. Throws `E_VERIFY` for anything else.
 * Source: nifti1.h of the NIfTI Data Format Working Group.
 */
export function readNiftiHeader(bytes: Uint8Array): NiftiHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < 352 || view.getInt32(0, true) !== 348 || view.getUint32(344, true) !== 0x0031_2b6e) {
    throw new Failure('E_VERIFY', 'This is not a little-endian NIfTI-1 file. Save it again.')
  }
  const shorts = (at: number, n: number) => Array.from({ length: n }, (_, i) => view.getInt16(at + 2 * i, true))
  const floats = (at: number, n: number) => Array.from({ length: n }, (_, i) => view.getFloat32(at + 4 * i, true))
  const size = shorts(42, 3) as unknown as Vec3
  const pixdim = floats(76, 4) as unknown as Row
  const type = types.get(view.getInt16(70, true))
  if (view.getInt16(40, true) !== 3 || type === undefined) throw notOneVolume()
  const [qformCode, sformCode] = shorts(252, 2) as [number, number]
  let text = ''
  for (let at = 148; at < 228 && view.getUint8(at) !== 0; at++) text += String.fromCharCode(view.getUint8(at))
  return {
    size,
    spacing: [pixdim[1], pixdim[2], pixdim[3]],
    units: (view.getUint8(123) & 7) === 2 ? 'mm' : 'unknown',
    type,
    scale: floats(112, 2) as [number, number],
    sformCode,
    qformCode,
    sform: [floats(280, 4), floats(296, 4), floats(312, 4)] as unknown as Affine,
    qform: qformCode === 0 ? null : fromQuaternion(floats(256, 3) as unknown as Vec3, floats(268, 3), pixdim),
    description: text,
    dataOffset: view.getFloat32(108, true),
  }
}

const types: ReadonlyMap<number, NiftiHeader['type']> = new Map([
  [2, 'uint8'],
  [4, 'int16'],
])

const notOneVolume = (): Failure =>
  new Failure('E_VERIFY', 'This NIfTI file does not hold one volume of unsigned bytes or 16-bit values. Save it again.')

// below this the real part is nothing but rounding of the other three (nifti1_io.c, nifti_quatern_to_mat44)
const noRealPart = 1e-7

function fromQuaternion(parts: Vec3, offset: readonly number[], [qfac, dx, dy, dz]: Row): Affine {
  const square = 1 - parts[0] ** 2 - parts[1] ** 2 - parts[2] ** 2
  const a = square < noRealPart ? 0 : Math.sqrt(square)
  const [b, c, d] = square < noRealPart ? normalize(parts) : parts
  const sz = dz * (qfac < 0 ? -1 : 1)
  const [ox, oy, oz] = offset as unknown as Vec3
  return [
    [(a * a + b * b - c * c - d * d) * dx, 2 * (b * c - a * d) * dy, 2 * (b * d + a * c) * sz, ox],
    [2 * (b * c + a * d) * dx, (a * a + c * c - b * b - d * d) * dy, 2 * (c * d - a * b) * sz, oy],
    [2 * (b * d - a * c) * dx, 2 * (c * d + a * b) * dy, (a * a + d * d - c * c - b * b) * sz, oz],
  ]
}

/** RAS mm of a voxel index of the file. */
export function applyAffine(affine: Affine, [i, j, k]: Vec3): Vec3 {
  const [x, y, z] = affine.map((row) => row[0] * i + row[1] * j + row[2] * k + row[3])
  return [x as number, y as number, z as number]
}
