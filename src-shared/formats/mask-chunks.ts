import type { Report } from '../report.ts'
import type { Chunks, ExportInput } from './format.ts'
import { someLabels } from './labelmap-proof.ts'
import { maskBytes } from './mask-bytes.ts'

/** The voxels of a labelmap, one byte each, i fastest, then j, then k; a slice a chunk. */
export function* maskChunks({ labels, grid }: ExportInput, report: Report): Chunks {
  const { slices } = maskBytes(someLabels(labels))
  const nz = grid.size[2]
  for (let k = 0; k < nz; k++) {
    yield slices(k, 1)
    report(k + 1, nz)
  }
}
