import type { Report } from '../report.ts'
import { asciiBytes } from './ascii-bytes.ts'
import type { Chunks, ExportInput, Format, Proof } from './format.ts'
import { imageBytes, imageChunks, proveImage } from './image-voxels.ts'
import { checkGrid, type Refuse, readOrRefuse, refuseFile } from './labelmap-proof.ts'
import { parseNrrdHeader } from './read-nrrd.ts'
import { writeNrrdHeader } from './write-nrrd-header.ts'

const refuse: Refuse = refuseFile('NRRD')
const order = { rowsReversed: false }

/** The CT beside its NRRD segmentation, on the same voxels: signed 16-bit HU, LPS, not compressed; header see `writeNrrdHeader`. */
export const ctNrrd: Format = {
  id: 'ct-nrrd',
  group: 'images',
  title: 'CT as NRRD',
  fileName: 'ct.nrrd',
  beside: 'nrrd',
  needs: 'volume',
  compression: null,
  estimateBytes: ({ grid }) => 600 + imageBytes(grid),
  encode,
  verify,
}

const header = ({ grid, text }: ExportInput): Uint8Array<ArrayBuffer> =>
  asciiBytes(writeNrrdHeader(grid, text, { type: 'short', encoding: 'raw' }, []))

function* encode(input: ExportInput, report: Report): Chunks {
  yield header(input)
  yield* imageChunks(input, order, report)
}

/** Every voxel is compared, and the corners of the grid must lie at the same points of the patient. */
function* verify(input: ExportInput, report: Report): Proof {
  const bytes = yield header(input).length
  const { grid, type, packing } = readOrRefuse(() => parseNrrdHeader(bytes), refuse)
  if (grid === null) refuse('it does not say where its voxels lie')
  checkGrid(grid, input.grid, refuse)
  const isInt16 = type.kind === 'signed' && type.bytes === 2 && !type.bigEndian
  if (!isInt16 || packing !== 'raw') refuse('its voxels are of another type')
  const words = yield* proveImage(input, order, refuse, report)
  return `Read back: ${words}; corners within 0.001 mm.`
}
