import { directionLetter, dot, type Vec3 } from '../../../src-shared/geometry.ts'
import { controlHu, controlPositionOf, controlSize } from './control-image.ts'
import { seriesSlices } from './control-series.ts'
import type { Block } from './oriented-series.ts'

/** The control series as a block in the patient, HU by index of its own grid. */
export const block: Block = {
  size: [controlSize, controlSize, seriesSlices],
  spacing: [0.8, 0.8, 2],
  origin: controlPositionOf(0),
  hu: (() => {
    const slices = Array.from({ length: seriesSlices }, (_, k) => controlHu(k))
    return (i, j, k) => slices[k]?.[j * controlSize + i] ?? Number.NaN
  })(),
}

/** The patient's axes both ways. */
export const axes: readonly Vec3[] = [
  [1, 0, 0],
  [-1, 0, 0],
  [0, 1, 0],
  [0, -1, 0],
  [0, 0, 1],
  [0, 0, -1],
]
/** The 24 ways rows and columns can run along the patient's axes. */
export const orientations = axes.flatMap((row) =>
  axes.filter((column) => dot(row, column) === 0).map((column) => ({ row, column, name: nameOf(row, column) })),
)

function nameOf(row: Vec3, column: Vec3): string {
  const named: Record<string, string> = {
    LP: 's30_orient_hfs',
    RA: 's31_orient_hfp',
    RP: 's32_orient_ffs',
    LA: 's33_orient_ffp',
    LI: 's34_coronal',
  }
  const letters = `${directionLetter(row)}${directionLetter(column)}`
  return named[letters] ?? `rows to ${letters[0]}, columns to ${letters[1]}`
}
