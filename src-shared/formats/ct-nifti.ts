import type { Report } from '../report.ts'
import type { Chunks, ExportInput, Format, Proof } from './format.ts'
import { imageBytes, imageChunks, proveImage } from './image-voxels.ts'
import { checkNiftiGrid, refuseNifti } from './nifti-proof.ts'
import { readNiftiHeader } from './read-nifti.ts'
import { niftiDataOffset, writeNiftiHeader } from './write-nifti-header.ts'

const order = { rowsReversed: true }

/** The CT beside its NIfTI mask, on the same voxels: NIfTI-1 of signed 16-bit HU, unscaled; header see `writeNiftiHeader`. */
export const ctNifti: Format = {
  id: 'ct-nifti',
  group: 'images',
  title: 'CT as NIfTI',
  fileName: 'ct.nii.gz',
  beside: 'nifti',
  needs: 'volume',
  compression: 'gzip-image',
  // measured: 0.44 to 0.54 of it
  estimateBytes: ({ grid }) => Math.round(niftiDataOffset + imageBytes(grid) * 0.5),
  encode,
  verify,
}

function* encode(input: ExportInput, report: Report): Chunks {
  yield writeNiftiHeader(input.grid, input.text, { kind: 'image', name: 'HU' })
  yield* imageChunks(input, order, report)
}

/** Every voxel is compared, and the corners of the grid must lie at the same points of the patient. */
function* verify(input: ExportInput, report: Report): Proof {
  checkNiftiGrid(readNiftiHeader(yield niftiDataOffset), input.grid, 'int16')
  const words = yield* proveImage(input, order, refuseNifti, report)
  return `Read back: ${words}; corners within 0.001 mm.`
}
