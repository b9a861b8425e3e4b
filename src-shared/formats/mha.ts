import { directionLetter, type Grid } from '../geometry.ts'
import type { Report } from '../report.ts'
import { asciiBytes } from './ascii-bytes.ts'
import type { Chunks, ExportInput, Format, Proof } from './format.ts'
import { checkGrid, checkSides, proveVoxels, type Refuse, readOrRefuse, refuseFile } from './labelmap-proof.ts'
import { maskChunks } from './mask-chunks.ts'
import { zlibRuns } from './pack-runs.ts'
import { provePacked } from './prove-packed.ts'
import { parseMhaHeader } from './read-mha.ts'

const refuse: Refuse = refuseFile('MetaImage')

/**
 * MetaImage labelmap for ITK: one byte a voxel, LPS, zlib. The rows of TransformMatrix are the directions of i, j and k;
 * AnatomicalOrientation names the sides the axes come from. Source: ITK's MetaIO documentation, "MetaImage".
 */
export const mha: Format = {
  id: 'mha',
  group: 'masks',
  title: 'MetaImage mask',
  fileName: 'lungs.mha',
  needs: 'mask',
  compression: null,
  estimateBytes: ({ grid, maskVoxels }) =>
    Math.round(500 + grid.size[0] * grid.size[1] * grid.size[2] * 0.0015 + maskVoxels * 0.06),
  encode,
  verify,
}

// as wide as any size can be, so that the header's length tells nothing of it
const sizeDigits = 10

function* encode(input: ExportInput, report: Report): Chunks {
  const packed = [...zlibRuns(maskChunks(input, report))]
  const bytes = packed.reduce((sum, { length }) => sum + length, 0)
  yield asciiBytes(mhaHeader(input, bytes))
  yield* packed
}

const comesFrom = { L: 'R', R: 'L', P: 'A', A: 'P', S: 'I', I: 'S' } as const

function mhaHeader({ grid, text }: Pick<ExportInput, 'grid' | 'text'>, packedBytes: number): string {
  return [
    'ObjectType = Image',
    'NDims = 3',
    `Comment = ${text}`,
    'BinaryData = True',
    'BinaryDataByteOrderMSB = False',
    'CompressedData = True',
    `CompressedDataSize = ${String(packedBytes).padStart(sizeDigits, '0')}`,
    `TransformMatrix = ${grid.direction.flat().join(' ')}`,
    `Offset = ${grid.origin.join(' ')}`,
    'CenterOfRotation = 0 0 0',
    `AnatomicalOrientation = ${grid.direction.map((unit) => comesFrom[directionLetter(unit)]).join('')}`,
    `ElementSpacing = ${grid.spacing.join(' ')}`,
    `DimSize = ${grid.size.join(' ')}`,
    'ElementType = MET_UCHAR',
    'ElementDataFile = LOCAL',
    '',
  ].join('\n')
}

function* verify(input: ExportInput, report: Report): Proof {
  const bytes = yield asciiBytes(mhaHeader(input, 0)).length
  const header = readOrRefuse(() => parseMhaHeader(bytes), refuse)
  const file: Grid = header.grid
  checkGrid(file, input.grid, refuse)
  const words = yield* provePacked('zlib', proveVoxels(input, refuse, report), header.packedBytes ?? 0, refuse)
  checkSides(file, input.labels, refuse)
  return `Read back: ${words}; corners within 0.001 mm; sides right.`
}
