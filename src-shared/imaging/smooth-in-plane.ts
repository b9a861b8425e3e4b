import { type BitMask, createBitMask } from '../mask.ts'
import { noReport, type Report } from '../report.ts'
import { cropMask, occupiedBox, pasteMask } from './crop-mask.ts'
import { dilateRows, erodeRows } from './dilate-rows.ts'
import { ballRows, type ElementRow, type Metric } from './element-rows.ts'
import { padForElement } from './grow-ball.ts'

/**
 * Smooths the outline in each slice: a voxel is set where more than `part` of the disc of `radiusMm` around it was set. A disc that holds
 * the middle voxel alone changes nothing. Only voxels within a disc of the outline are looked at. Outside the mask nothing is set.
 * @param part 0 to 1; 0.5 keeps straight borders where they are
 * Cost: per voxel of the outline's band times the disc's rows.
 */
export function smoothInPlane(
  mask: BitMask,
  metric: Metric,
  radiusMm: number,
  part: number,
  report: Report = noReport,
): BitMask {
  const out = createBitMask(mask.size, true)
  const box = occupiedBox(mask)
  if (box === null) return out
  const disc = ballRows(metric, radiusMm, true)
  const padded = padForElement(box, disc)
  const crop = cropMask(mask, padded)
  const inner = erodeRows(crop, disc)
  const outer = dilateRows(crop, disc)
  const least = part * disc.reduce((sum, { from, to }) => sum + to - from + 1, 0)
  for (let k = 0; k < crop.size[2]; k++) {
    report(k, crop.size[2])
    smoothSlice(crop, inner, outer, disc, least, k)
  }
  pasteMask(inner, padded, out)
  return out
}

/** Sets in `inner` those voxels of `outer` around which more than `least` of the disc is set. */
function smoothSlice(
  { size, wordsPerRow, words }: BitMask,
  inner: BitMask,
  outer: BitMask,
  disc: readonly ElementRow[],
  least: number,
  k: number,
): void {
  const [nx, ny] = size
  const sums = rowSums(words, k * ny * wordsPerRow, nx, ny, wordsPerRow)
  for (let j = 0; j < ny; j++) {
    for (let w = 0; w < wordsPerRow; w++) {
      const at = (k * ny + j) * wordsPerRow + w
      let open = (outer.words[at] as number) & ~(inner.words[at] as number)
      let made = inner.words[at] as number
      for (; open !== 0; open &= open - 1) {
        const bit = 31 - Math.clz32(open & -open)
        const i = w * 32 + bit
        let count = 0
        for (const { dj, from, to } of disc) {
          const row = (j + dj) * (nx + 1)
          count += (sums[row + i + to + 1] as number) - (sums[row + i + from] as number)
        }
        if (count > least) made |= 1 << bit
      }
      inner.words[at] = made
    }
  }
}

/** How many voxels of each row are set before voxel i; nx + 1 numbers a row. */
function rowSums(words: Uint32Array, base: number, nx: number, ny: number, wordsPerRow: number): Uint16Array {
  const sums = new Uint16Array(ny * (nx + 1))
  for (let j = 0, to = 0; j < ny; j++) {
    let sum = 0
    sums[to++] = 0
    for (let w = 0; w < wordsPerRow; w++) {
      const word = words[base + j * wordsPerRow + w] as number
      for (let bit = 0; bit < 32; bit++) {
        sum += (word >>> bit) & 1
        sums[to++] = sum
      }
    }
  }
  return sums
}
