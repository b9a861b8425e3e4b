import type { BitMask } from '../mask.ts'
import type { ElementRow } from './element-rows.ts'

/**
 * True where a step back towards the middle along any axis leads from each voxel of the element to another. What such an element
 * reaches from a set voxel it also reaches from the edge of what is set, or it is set itself.
 */
export function isFull(element: readonly ElementRow[]): boolean {
  const key = (dj: number, dk: number): string => `${dj} ${dk}`
  const reach = new Map(element.map(({ dj, dk, to }) => [key(dj, dk), to]))
  const holds = (dj: number, dk: number, to: number): boolean => (reach.get(key(dj, dk)) ?? -1) >= to
  return element.every(
    ({ dj, dk, from, to }) => from === -to && holds(dj - Math.sign(dj), dk, to) && holds(dj, dk - Math.sign(dk), to),
  )
}

/**
 * Writes the voxels of row j of slice k that have a face neighbour which is not set, and perhaps some more at the mask's sides, to
 * `edge`; what lies outside the mask counts as set.
 */
export function edgeOfRow({ size, wordsPerRow, words }: BitMask, j: number, k: number, edge: Uint32Array): void {
  const [, ny, nz] = size
  const perSlice = ny * wordsPerRow
  const at = k * perSlice + j * wordsPerRow
  const front = j > 0 ? at - wordsPerRow : at
  const back = j + 1 < ny ? at + wordsPerRow : at
  const below = k > 0 ? at - perSlice : at
  const above = k + 1 < nz ? at + perSlice : at
  let before = 0xffffffff
  for (let w = 0; w < wordsPerRow; w++) {
    const here = words[at + w] as number
    if (here === 0) edge[w] = 0
    else {
      const after = w + 1 < wordsPerRow ? (words[at + w + 1] as number) : 0xffffffff
      const inner =
        ((here << 1) | (before >>> 31)) &
        ((here >>> 1) | (after << 31)) &
        (words[front + w] as number) &
        (words[back + w] as number) &
        (words[below + w] as number) &
        (words[above + w] as number)
      edge[w] = here & ~inner
    }
    before = here
  }
}
