import type { Vec3 } from '../geometry.ts'
import { unreadable } from '../labelmap-reasons.ts'
import { textOfBytes } from './ascii-bytes.ts'
import { type Labelmap, requireSize } from './labelmap.ts'
import { labelValues, type VoxelType } from './voxel-values.ts'

export interface NpyHeader {
  /** [nx, ny, nz] of an array of shape (nz, ny, nx). */
  readonly size: Vec3
  readonly type: VoxelType
  readonly bytes: number
}

/** A whole NumPy file; it does not say where its voxels lie. Throws `E_LABELMAP`. */
export function readNpy(bytes: Uint8Array): Labelmap {
  const { size, type, bytes: start } = parseNpyHeader(bytes)
  const body = bytes.subarray(start)
  if (body.length !== size[0] * size[1] * size[2] * type.bytes) {
    throw unreadable('voxel-count')
  }
  return { size, grid: null, voxels: labelValues(body, type), names: new Map() }
}

/** The header of an array of three axes in C order. Throws `E_LABELMAP` for any other. Source: NumPy enhancement proposal 1. */
export function parseNpyHeader(file: Uint8Array): NpyHeader {
  if (textOfBytes(file.subarray(1, 6)) !== 'NUMPY' || file[0] !== 0x93) throw unreadable('not-numpy')
  const long = (file[6] as number) > 1
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  const textAt = long ? 12 : 10
  if (file.length < textAt) throw unreadable('header-end')
  const length = long ? view.getUint32(8, true) : view.getUint16(8, true)
  const end = textAt + length
  if (end > file.length || length > 1 << 16) throw unreadable('header-end')
  const text = textOfBytes(file.subarray(textAt, end))
  const [, order, kind, bytes] = /'descr':\s*'([|<>=])([buif])([1248])'/.exec(text) ?? []
  const [, shape] = /'shape':\s*\(([^)]*)\)/.exec(text) ?? []
  if (kind === undefined || shape === undefined) throw unreadable('not-numbers')
  if (!/'fortran_order':\s*False/.test(text)) throw unreadable('fortran')
  const axes = shape
    .split(',')
    .map((axis) => axis.trim())
    .filter(Boolean)
    .map(Number)
  return {
    size: requireSize(axes.reverse()),
    type: {
      kind: kind === 'f' ? 'float' : kind === 'i' ? 'signed' : 'unsigned',
      bytes: Number(bytes) as VoxelType['bytes'],
      bigEndian: order === '>',
    },
    bytes: end,
  }
}
