import { type BitMask, createBitMask } from '../mask.ts'

/**
 * Voxels of a mask that share a face with a voxel outside it; beyond the grid counts as outside. The same as the mask without its
 * erosion by the 6-neighbourhood (`binary_erosion` of SciPy with its default element). Cost: per word.
 */
export function borderVoxels({ size, wordsPerRow, words }: BitMask): BitMask {
  const out = createBitMask(size)
  const [, ny, nz] = size
  const sliceWords = ny * wordsPerRow
  for (let k = 0, at = 0; k < nz; k++) {
    for (let j = 0; j < ny; j++) {
      for (let w = 0; w < wordsPerRow; w++, at++) {
        const word = words[at] as number
        if (word === 0 || k === 0 || k === nz - 1 || j === 0 || j === ny - 1) {
          out.words[at] = word
          continue
        }
        const before = w === 0 ? 0 : (words[at - 1] as number) >>> 31
        const after = w === wordsPerRow - 1 ? 0 : (words[at + 1] as number) << 31
        const inner =
          ((word << 1) | before) &
          ((word >>> 1) | after) &
          (words[at - wordsPerRow] as number) &
          (words[at + wordsPerRow] as number) &
          (words[at - sliceWords] as number) &
          (words[at + sliceWords] as number)
        out.words[at] = word & ~inner
      }
    }
  }
  return out
}
