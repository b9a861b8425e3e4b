import type { LabelMask } from '../labels.ts'
import type { BitMask } from '../mask.ts'

/** A frame of a segmentation: one label on one slice that holds voxels of it. */
export interface SegFrame {
  /** Index into the labels; the segment's number is one more. */
  readonly segment: number
  readonly k: number
}

/** Frames by segment, then by slice; slices without a voxel of the label have none. */
export function segFrames(labels: readonly LabelMask[]): SegFrame[] {
  return labels.flatMap(({ mask }, segment) =>
    Array.from({ length: mask.size[2] }, (_, k) => k)
      .filter((k) => !isEmpty(mask, k))
      .map((k) => ({ segment, k })),
  )
}

function isEmpty({ words, size, wordsPerRow }: BitMask, k: number): boolean {
  const perSlice = size[1] * wordsPerRow
  for (let at = k * perSlice; at < (k + 1) * perSlice; at++) if (words[at] !== 0) return false
  return true
}

/** Bytes of frames of one bit a pixel that follow each other without a gap (PS3.5, 8.1.1), made even. */
export const packedBytes = (pixels: number): number => Math.ceil(pixels / 16) * 2

/** Rows of bits end to end, the lowest bit of each byte first. */
export class BitStream {
  readonly bytes: Uint8Array<ArrayBuffer>
  #at = 0
  constructor(bits: number) {
    this.bytes = new Uint8Array(packedBytes(bits))
  }

  /** All rows of slice k. */
  addSlice({ words, size, wordsPerRow }: BitMask, k: number): void {
    const [nx, ny] = size
    for (let j = 0; j < ny; j++) {
      const row = (k * ny + j) * wordsPerRow
      for (let w = 0; w < wordsPerRow; w++) this.#add(words[row + w] as number, Math.min(32, nx - w * 32))
    }
  }

  #add(word: number, bits: number): void {
    const shift = this.#at & 7
    let byte = this.#at >>> 3
    this.#at += bits
    if (word === 0) return
    this.#or(byte++, (word << shift) & 255)
    for (let rest = word >>> (8 - shift); rest !== 0; rest >>>= 8) this.#or(byte++, rest & 255)
  }

  #or(byte: number, value: number): void {
    this.bytes[byte] = (this.bytes[byte] as number) | value
  }
}
