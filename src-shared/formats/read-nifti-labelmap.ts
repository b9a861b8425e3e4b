import { type NIFTI1, type NIFTI2, readHeader } from 'nifti-reader-js'
import type { Grid, Vec3 } from '../geometry.ts'
import { unreadable } from '../labelmap-reasons.ts'
import { gridOfVectors, type Labelmap, requireSize } from './labelmap.ts'
import { unpack, unpackHead } from './unpack.ts'
import { labelValues, type VoxelType } from './voxel-values.ts'

const types: Readonly<Record<number, Omit<VoxelType, 'bigEndian'> | undefined>> = {
  2: { kind: 'unsigned', bytes: 1 },
  4: { kind: 'signed', bytes: 2 },
  8: { kind: 'signed', bytes: 4 },
  16: { kind: 'float', bytes: 4 },
  64: { kind: 'float', bytes: 8 },
  256: { kind: 'signed', bytes: 1 },
  512: { kind: 'unsigned', bytes: 2 },
  768: { kind: 'unsigned', bytes: 4 },
  1024: { kind: 'signed', bytes: 8 },
  1280: { kind: 'unsigned', bytes: 8 },
}

// NIfTI-2, the longer of the two, with the four bytes that follow
const headBytes = 544
const mostHeaderBytes = 1 << 20
const mmOfUnit: Readonly<Record<number, number | undefined>> = { 0: 1, 1: 1000, 2: 1, 3: 0.001 }

/**
 * A whole NIfTI-1 or NIfTI-2 file of one part, packed with gzip or not; nifti-reader-js reads its header.
 * Throws `E_LABELMAP`, `E_TRUNCATED`, `E_INFLATE` and `E_INFLATE_LIMIT`.
 */
export function readNiftiLabelmap(bytes: Uint8Array): Labelmap {
  const packed = bytes[0] === 0x1f && bytes[1] === 0x8b
  const head = packed ? unpackHead(bytes, 'gzip', headBytes) : Uint8Array.from(bytes.subarray(0, headBytes))
  const header = headerOf(head)
  const type = types[header.datatypeCode]
  if (type === undefined) throw unreadable('not-numbers')
  const { dims } = header
  const axes = dims[0] ?? 0
  if (axes < 3 || dims.slice(4, axes + 1).some((n) => n !== 1)) {
    throw unreadable('axes')
  }
  const plain = (header.scl_slope === 0 || header.scl_slope === 1) && header.scl_inter === 0
  if (!plain && !Number.isNaN(header.scl_slope)) throw unreadable('scaled')
  const size = requireSize(dims.slice(1, 4))
  const start = header.vox_offset
  if (!(start >= 348 && start <= mostHeaderBytes)) throw unreadable('voxels-start')
  const wanted = start + size[0] * size[1] * size[2] * type.bytes
  if (!packed && bytes.length < wanted) throw unreadable('cut-short')
  const whole = packed ? unpack(bytes, 'gzip', wanted) : bytes.subarray(0, wanted)
  const voxels = labelValues(whole.subarray(start), { ...type, bigEndian: !header.littleEndian })
  return { size, grid: gridOf(header, size), voxels, names: new Map() }
}

function headerOf(head: Uint8Array<ArrayBuffer>): NIFTI1 | NIFTI2 {
  const first = head[0] === 0x5c || head[3] === 0x5c
  const places = first ? { qform: 252, qformBytes: 2, extension: 348 } : { qform: 344, qformBytes: 4, extension: 540 }
  // extensions lie outside these bytes, so none may be promised
  head.fill(0, places.extension, places.extension + 4)
  const header = parse(head)
  if (header.sform_code <= 0) return header
  // where a file has both, the sform counts, as in nibabel
  head.fill(0, places.qform, places.qform + places.qformBytes)
  return parse(head)
}

function parse(head: Uint8Array<ArrayBuffer>): NIFTI1 | NIFTI2 {
  try {
    return readHeader(head.buffer)
  } catch (thrown) {
    throw unreadable('not-nifti', {}, { cause: thrown })
  }
}

/** The sform where there is one, else the qform, from RAS to LPS; null where the file has neither. */
function gridOf({ affine, sform_code, qform_code, xyzt_units }: NIFTI1 | NIFTI2, size: Vec3): Grid | null {
  if (sform_code <= 0 && qform_code <= 0) return null
  const mm = mmOfUnit[xyzt_units & 7]
  if (mm === undefined) throw unreadable('unit')
  const column = (n: number): Vec3 =>
    [-1, -1, 1].map((sign, row) => sign * mm * (affine[row]?.[n] ?? Number.NaN)) as unknown as Vec3
  return gridOfVectors(size, [column(0), column(1), column(2)], column(3))
}
