import { type Contour, traceContours } from '../imaging/trace-contours.ts'
import type { LabelMask } from '../labels.ts'
import type { Report } from '../report.ts'
import { maskBytes } from './mask-bytes.ts'

/** Contours of one label on one slice. */
export interface SliceContours {
  readonly k: number
  readonly contours: readonly Contour[]
}

/** Contours of each label, slices ascending; slices without a voxel are left out. */
export function labelContours(labels: readonly LabelMask[], report: Report): SliceContours[][] {
  return labels.map((label, n) => {
    const [nx, ny, nz] = label.mask.size
    const { slices: slicesFrom } = maskBytes([label])
    const slices: SliceContours[] = []
    for (let k = 0; k < nz; k++) {
      const contours = traceContours(slicesFrom(k, 1), nx, ny)
      if (contours.length > 0) slices.push({ k, contours })
      report(n * nz + k + 1, labels.length * nz)
    }
    return slices
  })
}
