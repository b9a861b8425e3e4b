import { type BitMask, createBitMask, getBit } from '../../src-shared/mask.ts'

const rowsOf = (drawing: string): string[] =>
  drawing
    .split('\n')
    .map((row) => row.trim())
    .filter((row) => row !== '')

/** A mask drawn as text: `#` is set, `.` is not; one drawing a slice, one line a row. */
export function maskLiteral(...slices: string[]): BitMask {
  const planes = slices.map(rowsOf)
  const mask = createBitMask([planes[0]?.[0]?.length ?? 0, planes[0]?.length ?? 0, planes.length])
  planes.forEach((rows, k) => {
    rows.forEach((row, j) => {
      ;[...row].forEach((pixel, i) => {
        if (pixel === '#') setBit(mask, i, j, k)
      })
    })
  })
  return mask
}

export function setBit(mask: BitMask, i: number, j: number, k: number): void {
  const word = (k * mask.size[1] + j) * mask.wordsPerRow + (i >>> 5)
  mask.words[word] = (mask.words[word] as number) | (1 << (i & 31))
}

/** The drawing of slice k. */
export function drawing(mask: BitMask, k = 0): string[] {
  const [nx, ny] = mask.size
  return Array.from({ length: ny }, (_, j) =>
    Array.from({ length: nx }, (_, i) => (getBit(mask, i, j, k) ? '#' : '.')).join(''),
  )
}
