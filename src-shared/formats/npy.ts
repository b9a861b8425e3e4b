import type { Vec3 } from '../geometry.ts'
import type { Report } from '../report.ts'
import type { Chunks, ExportInput, Format, Proof } from './format.ts'
import { proveVoxels, type Refuse, readOrRefuse, refuseFile } from './labelmap-proof.ts'
import { maskChunks } from './mask-chunks.ts'
import { parseNpyHeader } from './read-npy.ts'

const refuse: Refuse = refuseFile('NumPy')

/**
 * NumPy array of one byte a voxel, [k][j][i] in C order: the volume's own axes, whose place in the patient `run.json` tells.
 * Source: NumPy enhancement proposal 1, format version 1.0.
 */
export const npy: Format = {
  id: 'npy',
  group: 'masks',
  title: 'NumPy array',
  fileName: 'lungs.npy',
  needs: 'mask',
  compression: null,
  estimateBytes: ({ grid }) => npyHeader(grid.size).length + grid.size[0] * grid.size[1] * grid.size[2],
  encode,
  verify,
}

function* encode(input: ExportInput, report: Report): Chunks {
  yield npyHeader(input.grid.size)
  yield* maskChunks(input, report)
}

const multiple = 64
const fixedBytes = 10

function npyHeader([nx, ny, nz]: Vec3): Uint8Array<ArrayBuffer> {
  const text = `{'descr': '|u1', 'fortran_order': False, 'shape': (${nz}, ${ny}, ${nx}), }`
  // voxels begin at a multiple of 64 bytes, behind a line break
  const total = Math.ceil((fixedBytes + text.length + 1) / multiple) * multiple
  const line = `${text.padEnd(total - fixedBytes - 1)}\n`
  const bytes = new Uint8Array(total)
  bytes.set([0x93, ...[...'NUMPY'].map((letter) => letter.charCodeAt(0)), 1, 0, line.length & 255, line.length >> 8])
  for (let n = 0; n < line.length; n++) bytes[fixedBytes + n] = line.charCodeAt(n)
  return bytes
}

function* verify(input: ExportInput, report: Report): Proof {
  const bytes = yield npyHeader(input.grid.size).length
  const { size } = readOrRefuse(() => parseNpyHeader(bytes), refuse)
  if (size.some((n, axis) => n !== input.grid.size[axis])) refuse('its shape differs from the mask')
  const words = yield* proveVoxels(input, refuse, report)
  return `Read back: ${words}; shape (k, j, i).`
}
