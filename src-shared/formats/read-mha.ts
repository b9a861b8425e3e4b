import type { Grid, Vec3 } from '../geometry.ts'
import { unreadable } from '../labelmap-reasons.ts'
import { textOfBytes } from './ascii-bytes.ts'
import { gridOfVectors, type Labelmap, requireNumbers, requireSize } from './labelmap.ts'
import { unpack } from './unpack.ts'
import { labelValues, type VoxelType } from './voxel-values.ts'

export interface MhaHeader {
  readonly grid: Grid
  readonly type: VoxelType
  /** Null where the voxels are not compressed. */
  readonly packedBytes: number | null
  /** Bytes of the header itself. */
  readonly bytes: number
}

const types: Readonly<Record<string, Omit<VoxelType, 'bigEndian'> | undefined>> = {
  MET_CHAR: { kind: 'signed', bytes: 1 },
  MET_UCHAR: { kind: 'unsigned', bytes: 1 },
  MET_SHORT: { kind: 'signed', bytes: 2 },
  MET_USHORT: { kind: 'unsigned', bytes: 2 },
  MET_INT: { kind: 'signed', bytes: 4 },
  MET_UINT: { kind: 'unsigned', bytes: 4 },
  MET_LONG_LONG: { kind: 'signed', bytes: 8 },
  MET_ULONG_LONG: { kind: 'unsigned', bytes: 8 },
  MET_FLOAT: { kind: 'float', bytes: 4 },
  MET_DOUBLE: { kind: 'float', bytes: 8 },
}

/** A whole MetaImage file with its voxels in it. Throws `E_LABELMAP`, `E_TRUNCATED`, `E_INFLATE` and `E_INFLATE_LIMIT`. */
export function readMha(bytes: Uint8Array): Labelmap {
  const { grid, type, packedBytes, bytes: start } = parseMhaHeader(bytes)
  const { size } = grid
  const wanted = size[0] * size[1] * size[2] * type.bytes
  const body = bytes.subarray(start)
  if (packedBytes === null && body.length !== wanted) {
    throw unreadable('voxel-count')
  }
  const raw = packedBytes === null ? body : unpack(body, 'zlib', wanted)
  return { size, grid, voxels: labelValues(raw, type), names: new Map() }
}

/** The header from the beginning of a file. Throws `E_LABELMAP` for what is not one volume of numbers in one file. */
export function parseMhaHeader(file: Uint8Array): MhaHeader {
  const text = textOfBytes(file.subarray(0, 1 << 16))
  const last = /^ElementDataFile\s*=\s*(.*?)\r?\n/m.exec(text)
  if (last === null) throw unreadable('not-mha')
  if (last[1] !== 'LOCAL') throw unreadable('other-file')
  const end = last.index + last[0].length
  const fields = new Map<string, string>()
  for (const line of text.slice(0, end).split(/\r?\n/)) {
    const [, name, value] = /^\s*(\w+)\s*=\s*(.*?)\s*$/.exec(line) ?? []
    if (name !== undefined && value !== undefined) fields.set(name, value)
  }
  const field = (...names: string[]): string => names.map((name) => fields.get(name)).find((value) => value) ?? ''
  const numbers = (count: number, fallback: string, ...names: string[]): number[] =>
    requireNumbers((field(...names) || fallback).split(/\s+/), count, names[0] as string)
  if (field('NDims') !== '3') throw unreadable('axes')
  if (field('BinaryData') === 'False') throw unreadable('text-voxels')
  if (!['', '1'].includes(field('ElementNumberOfChannels'))) throw unreadable('channels')
  const type = types[field('ElementType')]
  if (type === undefined) throw unreadable('type', { type: field('ElementType') })
  const packed = field('CompressedData') === 'True'
  const size = requireSize(numbers(3, '', 'DimSize'))
  const spacing = numbers(3, '1 1 1', 'ElementSpacing', 'ElementSize')
  const matrix = numbers(9, '1 0 0 0 1 0 0 0 1', 'TransformMatrix', 'Orientation', 'Rotation')
  const vectors = [0, 1, 2].map((axis) =>
    matrix.slice(axis * 3, axis * 3 + 3).map((part) => part * (spacing[axis] as number)),
  )
  const origin = numbers(3, '0 0 0', 'Offset', 'Position', 'Origin') as unknown as Vec3
  return {
    grid: gridOfVectors(size, vectors as unknown as [Vec3, Vec3, Vec3], origin),
    type: { ...type, bigEndian: ['True', 'true'].includes(field('BinaryDataByteOrderMSB', 'ElementByteOrderMSB')) },
    packedBytes: packed ? (numbers(1, '0', 'CompressedDataSize')[0] as number) : null,
    bytes: end,
  }
}
