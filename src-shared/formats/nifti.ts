import { Failure } from '../failure.ts'
import type { Grid } from '../geometry.ts'
import { meanIndex } from '../imaging/mean-index.ts'
import { type LabelMask, labels as labelValues } from '../labels.ts'
import { countBits } from '../mask.ts'
import type { Report } from '../report.ts'
import type { Chunks, ExportInput, Format, Proof } from './format.ts'
import { countWords } from './labelmap-proof.ts'
import { maskBytes } from './mask-bytes.ts'
import { checkNiftiGrid, refuseNifti } from './nifti-proof.ts'
import { applyAffine, type NiftiHeader, readNiftiHeader } from './read-nifti.ts'
import { type NiftiContent, niftiDataOffset, writeNiftiHeader } from './write-nifti-header.ts'

const chunkBytes = 1 << 20

/** NIfTI-1 labelmap of one byte a voxel in the voxel order of dcm2niix: rows reversed. Labels see `labels.ts`; header see `writeNiftiHeader`. */
export const nifti: Format = {
  id: 'nifti',
  group: 'masks',
  title: 'NIfTI mask',
  fileName: 'lungs.nii.gz',
  needs: 'mask',
  compression: 'gzip',
  // measured on masks of five chests: within a quarter, save for volumes of less than a megabyte
  estimateBytes: ({ grid, maskVoxels }) =>
    Math.round(niftiDataOffset + grid.size[0] * grid.size[1] * grid.size[2] * 0.0015 + maskVoxels * 0.06),
  encode,
  verify,
}

const labelContent = (largestLabel: number): NiftiContent => ({ kind: 'labels', name: 'lungs', largestLabel })

function* encode({ labels, grid, text }: ExportInput, report: Report): Chunks {
  const [nx, ny, nz] = grid.size
  yield writeNiftiHeader(grid, text, labelContent(Math.max(...labels.map(({ label }) => label))))
  const { slices } = maskBytes(someLabels(labels), { rowsReversed: true })
  const count = Math.max(1, Math.floor(chunkBytes / (nx * ny)))
  for (let k = 0; k < nz; k += count) {
    yield slices(k, Math.min(count, nz - k))
    report(Math.min(nz, k + count), nz)
  }
}

function someLabels([first, ...others]: readonly LabelMask[]): readonly [LabelMask, ...LabelMask[]] {
  if (first === undefined) throw new Failure('E_INTERNAL', 'A mask file needs a mask, and none was made.')
  return [first, ...others]
}

/** The file's bytes for labels asked for slice by slice, [ny][nx] each, in ascending order; none is kept. */
export function* encodeLabelmap(
  {
    grid,
    slice,
    text,
    largestLabel,
  }: { grid: Grid; slice: (k: number) => Uint8Array; text: string; largestLabel: number },
  report: Report,
): Chunks {
  const [nx, ny, nz] = grid.size
  yield writeNiftiHeader(grid, text, labelContent(largestLabel))
  const rows = new Uint8Array(nx * Math.max(1, Math.floor(chunkBytes / nx)))
  let filled = 0
  for (let k = 0; k < nz; k++) {
    const labels = slice(k)
    for (let j = ny - 1; j >= 0; j--) {
      rows.set(labels.subarray(j * nx, (j + 1) * nx), filled)
      filled += nx
      if (filled < rows.length) continue
      yield rows
      filled = 0
    }
    report(k + 1, nz)
  }
  yield rows.subarray(0, filled)
}

/**
 * Every voxel is compared; the corners of the grid must lie at the same points of the patient by sform and by qform, and the
 * right lung, where there are two, farther to the patient's right than the left one.
 */
function* verify({ labels, grid, same }: ExportInput, report: Report): Proof {
  const image = readNiftiHeader(yield niftiDataOffset)
  const [nx, ny, nz] = grid.size
  checkNiftiGrid(image, grid, 'uint8')
  const { findDifference } = maskBytes(someLabels(labels), { rowsReversed: true, same })
  for (let k = 0; k < nz; k++) {
    const row = findDifference(yield nx * ny, k)
    if (row >= 0) refuseNifti(`a voxel of row ${row} of slice ${k} differs from the mask`)
    report(k + 1, nz)
  }
  checkSides(image, labels)
  const counts = labels.map(({ mask }) => countBits(mask))
  return `Read back: ${countWords(grid.size, labels, counts)}; corners within 0.001 mm; sides right.`
}

/** The mean of the voxels equal to those of the masks, put into the patient by the file's own affine. */
function checkSides(image: NiftiHeader, labels: readonly LabelMask[]): void {
  const meanRight = (value: number): number | null => {
    const mean = meanIndex(labels.find(({ label }) => label === value)?.mask ?? null)
    return mean === null ? null : applyAffine(image.sform, [mean[0], image.size[1] - 1 - mean[1], mean[2]])[0]
  }
  if (!labels.some(({ name }) => name === 'right')) return
  const [right, left] = [meanRight(labelValues.rightLung), meanRight(labelValues.leftLung)]
  if (right !== null && left !== null && !(right > left)) refuseNifti('its right lung lies to the left of its left one')
}
