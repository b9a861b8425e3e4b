import type { LabelMask } from '../labels.ts'
import { type SameBytes, sameBytes } from './same-bytes.ts'

export interface MaskBytes {
  /** Slices from k on as bytes of 0 and the labels, [count][ny][nx]; the array is used again for the next. */
  slices(k: number, count: number): Uint8Array
  /** Row of slice k in which these bytes of a whole slice first differ from it; -1 where all are equal. */
  findDifference(bytes: Uint8Array, k: number): number
}

/** Masks as labelmaps hold them, one byte a voxel. They must have no voxel in common; there is at least one. */
export function maskBytes(
  labels: readonly [LabelMask, ...LabelMask[]],
  {
    rowsReversed = false,
    same = sameBytes,
  }: { readonly rowsReversed?: boolean; readonly same?: SameBytes | undefined } = {},
): MaskBytes {
  const { size, wordsPerRow } = labels[0].mask
  const [nx, ny] = size
  const plane = nx * ny
  const painted = labels.map(({ label, mask }) => ({ label, words: mask.words, fours: fourBytes(label) }))
  // the last word of a row may reach beyond it
  let out = new Int32Array(Math.ceil((plane + 32) / 4))
  let bytes = new Uint8Array(out.buffer)

  const paintSlice = (k: number, offset: number): void => {
    for (const { label, words, fours } of painted) {
      for (let j = 0; j < ny; j++) {
        const row = offset + (rowsReversed ? ny - 1 - j : j) * nx
        const from = (k * ny + j) * wordsPerRow
        for (let w = 0; w < wordsPerRow; w++) {
          const word = words[from + w] as number
          if (word === 0) continue
          const to = row + w * 32
          if ((to & 3) === 0) paintWord(out, to >> 2, word, fours)
          else paintBits(bytes, to, word, label)
        }
      }
    }
  }

  const slices = (k: number, count: number): Uint8Array => {
    if (bytes.length < plane * count + 32) {
      out = new Int32Array(Math.ceil((plane * count + 32) / 4))
      bytes = new Uint8Array(out.buffer)
    }
    bytes.fill(0, 0, plane * count)
    for (let n = 0; n < count; n++) paintSlice(k + n, plane * n)
    return bytes.subarray(0, plane * count)
  }

  const findDifference = (given: Uint8Array, k: number): number => {
    const expected = slices(k, 1)
    if (same(given, expected)) return -1
    const at = Math.max(
      0,
      expected.findIndex((value, n) => value !== given[n]),
    )
    const row = Math.floor(at / nx)
    return rowsReversed ? ny - 1 - row : row
  }

  return { slices, findDifference }
}

/** Puts the bytes of 32 bits beside those that are there. */
function paintWord(out: Int32Array, at: number, word: number, fours: Int32Array): void {
  for (let n = 0; n < 8; n++) {
    out[at + n] = (out[at + n] as number) | (fours[(word >>> (n * 4)) & 15] as number)
  }
}

function paintBits(bytes: Uint8Array, to: number, word: number, label: number): void {
  for (let rest = word; rest !== 0; rest &= rest - 1) bytes[to + 31 - Math.clz32(rest & -rest)] = label
}

/** The four bytes of each four bits, lowest first, as one little-endian number. */
function fourBytes(label: number): Int32Array {
  const bytes = new Uint8Array(64)
  for (let bits = 0; bits < 16; bits++) {
    for (let bit = 0; bit < 4; bit++) bytes[bits * 4 + bit] = ((bits >> bit) & 1) * label
  }
  return new Int32Array(bytes.buffer)
}
