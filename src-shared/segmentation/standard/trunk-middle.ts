import type { BitMask } from '../../mask.ts'

/** Column of the trunk's centroid in each slice; the volume's middle where a slice is empty. */
export function middleOfTrunk({ size, words, wordsPerRow }: BitMask): Float64Array {
  const middle = new Float64Array(size[2])
  for (let k = 0; k < size[2]; k++) {
    const { count, sum } = sumColumns(words, k * size[1] * wordsPerRow, (k + 1) * size[1] * wordsPerRow, wordsPerRow)
    middle[k] = count === 0 ? (size[0] - 1) / 2 : sum / count
  }
  return middle
}

/** Column of the whole trunk's centroid. */
export function middleColumn({ size, words, wordsPerRow }: BitMask): number {
  const { count, sum } = sumColumns(words, 0, words.length, wordsPerRow)
  return count === 0 ? (size[0] - 1) / 2 : sum / count
}

function sumColumns(words: Uint32Array, from: number, to: number, wordsPerRow: number): { count: number; sum: number } {
  let count = 0
  let sum = 0
  for (let n = from; n < to; n++) {
    let word = words[n] as number
    if (word === 0) continue
    const base = (n % wordsPerRow) * 32
    if (word === 0xffffffff) {
      count += 32
      sum += 32 * base + 496
      continue
    }
    for (; word !== 0; word &= word - 1) {
      count++
      sum += base + 31 - Math.clz32(word & -word)
    }
  }
  return { count, sum }
}
