import type { Grid, Vec3 } from '../geometry.ts'
import { unreadable } from '../labelmap-reasons.ts'
import { textOfBytes } from './ascii-bytes.ts'
import { gridOfVectors, type Labelmap, requireNumbers, requireSize } from './labelmap.ts'
import { unpack } from './unpack.ts'
import { labelValues, type VoxelType } from './voxel-values.ts'

export interface NrrdHeader {
  readonly size: Vec3
  readonly type: VoxelType
  readonly packing: 'raw' | 'gzip'
  /** Null where the file names no space. */
  readonly grid: Grid | null
  /** Names of 3D Slicer's segments by label. */
  readonly segments: ReadonlyMap<number, string>
  /** First and last i, j and k of the first segment, to which 3D Slicer cuts all of its layer; empty where the file has none. */
  readonly layerExtent: readonly number[]
  /** See `Labelmap`. */
  readonly mayBeCropped: boolean
}

const types: Readonly<Record<string, Omit<VoxelType, 'bigEndian'> | undefined>> = (() => {
  const integers = [
    [1, ['signed char', 'int8', 'int8_t'], ['uchar', 'unsigned char', 'uint8', 'uint8_t']],
    [2, ['short', 'short int', 'signed short', 'int16', 'int16_t'], ['ushort', 'unsigned short', 'uint16', 'uint16_t']],
    [4, ['int', 'signed int', 'int32', 'int32_t'], ['uint', 'unsigned int', 'uint32', 'uint32_t']],
    [8, ['longlong', 'long long', 'int64', 'int64_t'], ['ulonglong', 'unsigned long long', 'uint64', 'uint64_t']],
  ] as const
  const table: Record<string, Omit<VoxelType, 'bigEndian'>> = {
    float: { kind: 'float', bytes: 4 },
    double: { kind: 'float', bytes: 8 },
  }
  for (const [bytes, signed, unsigned] of integers) {
    for (const name of signed) table[name] = { kind: 'signed', bytes }
    for (const name of unsigned) table[name] = { kind: 'unsigned', bytes }
  }
  return table
})()

/** Signs that turn each space into LPS. */
const spaces: Readonly<Record<string, Vec3 | undefined>> = {
  'left-posterior-superior': [1, 1, 1],
  lps: [1, 1, 1],
  'right-anterior-superior': [-1, -1, 1],
  ras: [-1, -1, 1],
  'left-anterior-superior': [1, -1, 1],
  las: [1, -1, 1],
}

const isNrrd = /^NRRD000[1-6]\r?\n/

/** A whole NRRD file with its voxels in it, raw or gzip. Throws `E_LABELMAP`, `E_TRUNCATED`, `E_INFLATE`, `E_INFLATE_LIMIT`. */
export function readNrrd(bytes: Uint8Array): Labelmap {
  const start = headerEnd(bytes)
  const { size, type, packing, grid, segments, mayBeCropped } = parseNrrdHeader(bytes.subarray(0, start))
  const wanted = size[0] * size[1] * size[2] * type.bytes
  const body = bytes.subarray(start)
  if (packing === 'raw' && body.length !== wanted) throw unreadable('voxel-count')
  const raw = packing === 'raw' ? body : unpack(body, 'gzip', wanted)
  return { size, grid, voxels: labelValues(raw, type), names: segments, mayBeCropped }
}

/** Where the voxels begin: behind the first empty line. */
function headerEnd(bytes: Uint8Array): number {
  const most = Math.min(bytes.length, 1 << 20)
  for (let at = 1; at < most; at++) {
    if (bytes[at] !== 10) continue
    if (bytes[at - 1] === 10 || (bytes[at - 1] === 13 && bytes[at - 2] === 10)) return at + 1
  }
  throw unreadable('header-end')
}

/** The header with its empty line. Throws `E_LABELMAP` for what is not one volume of numbers. */
export function parseNrrdHeader(bytes: Uint8Array): NrrdHeader {
  const text = textOfBytes(bytes)
  if (!isNrrd.test(text)) throw unreadable('not-nrrd')
  const fields = new Map<string, string>()
  const pairs = new Map<string, string>()
  for (const line of text.split(/\r?\n/).slice(1)) {
    const [, name, mark, value] = /^([^#:][^:]*):(=| )(.*)$/.exec(line) ?? []
    if (name !== undefined && value !== undefined) (mark === '=' ? pairs : fields).set(name.trim(), value.trim())
  }
  const field = (name: string): string => fields.get(name) ?? ''
  if (field('dimension') !== '3') throw unreadable('layers')
  for (const name of ['data file', 'datafile', 'line skip', 'byte skip', 'lineskip', 'byteskip']) {
    if (![undefined, '0'].includes(fields.get(name))) throw unreadable('other-file')
  }
  const size = requireSize(requireNumbers(field('sizes').split(/\s+/), 3, 'sizes'))
  const type = types[field('type').toLowerCase()]
  if (type === undefined) throw unreadable('type', { type: field('type') })
  const encoding = field('encoding').toLowerCase()
  if (!['raw', 'gzip', 'gz'].includes(encoding)) throw unreadable('encoding', { encoding })
  return {
    size,
    type: { ...type, bigEndian: field('endian') === 'big' },
    packing: encoding === 'raw' ? 'raw' : 'gzip',
    grid: gridOf(size, field),
    segments: segmentNames(pairs),
    layerExtent: (pairs.get('Segment0_Extent') ?? '').split(' ').map(Number),
    mayBeCropped: pairs.has('Segmentation_ReferenceImageExtentOffset'),
  }
}

function gridOf(size: Vec3, field: (name: string) => string): Grid | null {
  const space = field('space').toLowerCase()
  if (space === '') return null
  const signs = spaces[space]
  if (signs === undefined) throw unreadable('space', { space })
  const vectors = (name: string, count: number): Vec3[] =>
    Array.from({ length: count }, (_, n) => {
      const inside = [...field(name).matchAll(/\(([^)]*)\)/g)][n]?.[1] ?? ''
      const values = requireNumbers(inside.split(','), 3, name)
      return values.map((value, axis) => value * (signs[axis] as number)) as unknown as Vec3
    })
  const [origin] = vectors('space origin', 1) as [Vec3]
  return gridOfVectors(size, vectors('space directions', 3) as [Vec3, Vec3, Vec3], origin)
}

function segmentNames(pairs: ReadonlyMap<string, string>): Map<number, string> {
  const names = new Map<number, string>()
  for (let n = 0; pairs.has(`Segment${n}_ID`); n++) {
    const label = Number(pairs.get(`Segment${n}_LabelValue`))
    if (Number.isInteger(label)) names.set(label, pairs.get(`Segment${n}_Name`) ?? '')
  }
  return names
}
