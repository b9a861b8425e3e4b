import { type Grid, indexToPoint, type Vec3 } from '../geometry.ts'
import { type BitMask, createBitMask } from '../mask.ts'

const halfOf = ([nx, ny, nz]: Vec3): Vec3 => [(nx + 1) >> 1, (ny + 1) >> 1, (nz + 1) >> 1]

/**
 * The mask at half its resolution: a voxel is set where at least half of the eight it stands for are; outside counts as
 * background. Word-parallel: columns of four are counted bit by bit, then neighbours along i are added.
 * Cost: per word.
 */
export function halveMask(mask: BitMask): BitMask {
  const [, ny, nz] = mask.size
  const half = createBitMask(halfOf(mask.size))
  const { words, wordsPerRow } = mask
  const rowAt = (j: number, k: number): number => (j < ny && k < nz ? (k * ny + j) * wordsPerRow : -1)
  let to = 0
  for (let k = 0; k < nz; k += 2) {
    for (let j = 0; j < ny; j += 2) {
      const a = rowAt(j, k)
      const b = rowAt(j + 1, k)
      const c = rowAt(j, k + 1)
      const d = rowAt(j + 1, k + 1)
      for (let n = 0; n < half.wordsPerRow; n++) {
        const low = halfWord(words, wordsPerRow, 2 * n, a, b, c, d)
        const high = halfWord(words, wordsPerRow, 2 * n + 1, a, b, c, d)
        half.words[to++] = low | (high << 16)
      }
    }
  }
  return half
}

/** Voxels of twice the size, whose first has the middle of the first eight as its centre. */
export const halveGrid = (grid: Grid): Grid => ({
  ...grid,
  size: halfOf(grid.size),
  spacing: [grid.spacing[0] * 2, grid.spacing[1] * 2, grid.spacing[2] * 2],
  origin: indexToPoint(grid, [0.5, 0.5, 0.5]),
})

function halfWord(
  words: Uint32Array,
  wordsPerRow: number,
  n: number,
  rowA: number,
  rowB: number,
  rowC: number,
  rowD: number,
): number {
  if (n >= wordsPerRow) return 0
  const a = words[rowA + n] as number
  const b = rowB < 0 ? 0 : (words[rowB + n] as number)
  const c = rowC < 0 ? 0 : (words[rowC + n] as number)
  const d = rowD < 0 ? 0 : (words[rowD + n] as number)
  if ((a | b | c | d) === 0) return 0
  // binary digits of the number of set bits among the four, for 32 columns at once
  const ab = a & b
  const cd = c & d
  const oneAB = a ^ b
  const oneCD = c ^ d
  const ones = oneAB ^ oneCD
  const both = oneAB & oneCD
  const twos = ab ^ cd ^ both
  const fours = ab & cd
  // two neighbours reach four: one has four, both have two or more, or one has two and both have an odd one
  const next = (bits: number): number => bits >>> 1
  const reached = fours | next(fours) | (twos & next(twos)) | ((twos | next(twos)) & ones & next(ones))
  return evenBits(reached)
}

/** Bits 0, 2, 4 … of a word in its lower half (Warren, Hacker's Delight, 2nd ed., section 7-4). */
function evenBits(word: number): number {
  let v = word & 0x55555555
  v = (v | (v >>> 1)) & 0x33333333
  v = (v | (v >>> 2)) & 0x0f0f0f0f
  v = (v | (v >>> 4)) & 0x00ff00ff
  return (v | (v >>> 8)) & 0xffff
}
