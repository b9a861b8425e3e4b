import { Failure } from '../failure.ts'
import { type Grid, indexToPoint, length, subtract, type Vec3 } from '../geometry.ts'
import { meanIndex } from '../imaging/mean-index.ts'
import { type LabelMask, labels as labelValues } from '../labels.ts'
import { countBits } from '../mask.ts'
import { english } from '../number-format.ts'
import type { Report } from '../report.ts'
import type { ExportInput, Proof } from './format.ts'
import { labelStyles } from './label-style.ts'
import { maskBytes } from './mask-bytes.ts'

/** How far a corner may lie from its place in the patient. */
export const cornerToleranceMm = 0.001

/** Ends a proof; `what` is what was found, such as "its size differs from the mask". */
export type Refuse = (what: string) => never

/** A refusal that names the format. */
export const refuseFile =
  (format: string): Refuse =>
  (what) => {
    throw new Failure(
      'E_VERIFY',
      `The ${format} file was read back and ${what}. It was not kept. Try again, or save to another disk.`,
    )
  }

/** The labels of a save, at least one. Throws `E_INTERNAL` for none. */
export function someLabels([first, ...others]: readonly LabelMask[]): readonly [LabelMask, ...LabelMask[]] {
  if (first === undefined) throw new Failure('E_INTERNAL', 'A mask file needs a mask, and none was made.')
  return [first, ...others]
}

/**
 * Takes the voxels of a labelmap slice by slice, i fastest, one byte each, and compares every one with the masks.
 * Returns how many there are of each label, in words.
 */
export function* proveVoxels({ labels, grid, same }: ExportInput, refuse: Refuse, report: Report): Proof {
  const [nx, ny, nz] = grid.size
  const { findDifference } = maskBytes(someLabels(labels), { same })
  for (let k = 0; k < nz; k++) {
    const row = findDifference(yield nx * ny, k)
    if (row >= 0) refuse(`a voxel of row ${row} of slice ${k} differs from the mask`)
    report(k + 1, nz)
  }
  return countWords(
    grid.size,
    labels,
    labels.map(({ mask }) => countBits(mask)),
  )
}

/** Such as "512 x 512 x 60 voxels all equal, 1,234 of them right lung". */
export function countWords(size: Vec3, labels: readonly LabelMask[], counts: ArrayLike<number>): string {
  const words = labels.map(({ name }, n) => `${english.number(counts[n] as number)} of them ${labelStyles[name].title}`)
  return `${size.join(' x ')} voxels all equal, ${words.join(', ')}`
}

/** The eight corners of the file's grid must lie where those of the mask's lie, and its size be the same. */
export function checkGrid(file: Grid, grid: Grid, refuse: Refuse): void {
  if (file.size.some((n, axis) => n !== grid.size[axis])) refuse('its size differs from the mask')
  for (let n = 0; n < 8; n++) {
    const index: Vec3 = [
      (n & 1) * (grid.size[0] - 1),
      ((n >> 1) & 1) * (grid.size[1] - 1),
      (n >> 2) * (grid.size[2] - 1),
    ]
    const distance = length(subtract(indexToPoint(file, index), indexToPoint(grid, index)))
    if (!(distance <= cornerToleranceMm)) refuse('its position in the patient differs')
  }
}

/** The right lung, where there are two, must lie farther to the patient's right than the left one, by the file's own grid. */
export function checkSides(file: Grid, labels: readonly LabelMask[], refuse: Refuse): void {
  if (!labels.some(({ name }) => name === 'right')) return
  const toLeft = (value: number): number | null => {
    const mean = meanIndex(labels.find(({ label }) => label === value)?.mask ?? null)
    return mean === null ? null : indexToPoint(file, mean)[0]
  }
  const [right, left] = [toLeft(labelValues.rightLung), toLeft(labelValues.leftLung)]
  if (right !== null && left !== null && !(right < left)) refuse('its right lung lies to the left of its left one')
}

/** What a reader makes of the file; a file it can't read ends the proof. */
export function readOrRefuse<Read>(read: () => Read, refuse: Refuse): Read {
  try {
    return read()
  } catch (error) {
    if (error instanceof Failure) return refuse('its header can not be read')
    throw error
  }
}
