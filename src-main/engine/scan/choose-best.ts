import type { SeriesInfo } from '../../../src-shared/contract.ts'
import { english } from '../../../src-shared/number-format.ts'
import { isSharpKernel } from './kernel.ts'

/**
 * The series of a study to take for lungs, with the reason: the largest axial CT series that can be used; of series of one
 * size the one with a soft kernel, then the lower number. Null where none can be used.
 */
export function chooseBest(
  series: readonly SeriesInfo[],
): { readonly seriesId: string; readonly reason: string } | null {
  const usable = series.filter((info) => info.usable === 'yes' && info.plane === 'axial')
  const voxels = (info: SeriesInfo): number => info.rows * info.columns * info.sliceCount
  const sorted = [...usable].sort(
    (a, b) =>
      voxels(b) - voxels(a) ||
      Number(isSharpKernel(a.kernel)) - Number(isSharpKernel(b.kernel)) ||
      (a.seriesNumber ?? 0) - (b.seriesNumber ?? 0) ||
      (a.seriesInstanceUid < b.seriesInstanceUid ? -1 : 1),
  )
  const best = sorted[0]
  if (best === undefined) return null
  const equals = sorted.slice(1).filter((info) => voxels(info) === voxels(best))
  const sharp = equals.find((info) => isSharpKernel(info.kernel) && !isSharpKernel(best.kernel))
  const what =
    usable.length === 1
      ? 'The only axial CT series of this study that can be used'
      : equals.length > 0
        ? 'Among the largest axial CT series of this study'
        : 'The largest axial CT series of this study'
  const twin =
    sharp === undefined
      ? ''
      : ` ${nameOf(sharp)} is as large, with the sharp kernel ${sharp.kernel}: good for vessels, doubtful for density.`
  return {
    seriesId: best.seriesId,
    reason: `${what}: ${english.number(best.sliceCount)} slices, evenly spaced, none missing.${twin}`,
  }
}

const nameOf = (info: SeriesInfo): string =>
  info.seriesNumber === null ? 'Another series' : `Series ${info.seriesNumber}`
