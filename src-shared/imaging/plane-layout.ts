import type { Vec3 } from '../geometry.ts'
import { wordsPerRow } from '../mask.ts'
import { sharedUint32 } from './shared-array.ts'

/**
 * Which rows of a bit mask make up the planes that a 2-D kernel works on, and in which order: row r of plane p is the
 * `wordsPerRow` words from `planeWord[p] + rowWord[r]`. Rows always run along i, so that slices of constant k and planes
 * of constant j are the same to a kernel.
 */
export interface PlaneLayout {
  /** Pixels in a row. */
  readonly columns: number
  readonly wordsPerRow: number
  readonly planeWord: Uint32Array
  readonly rowWord: Uint32Array
}

function wordOffsets(indices: readonly number[], wordsPerStep: number): Uint32Array {
  const words = sharedUint32(indices.length)
  indices.forEach((index, at) => {
    words[at] = index * wordsPerStep
  })
  return words
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index)

/** Planes of constant k, for the slices named; rows are j. */
export function sliceLayout(size: Vec3, slices: readonly number[]): PlaneLayout {
  const perRow = wordsPerRow(size[0])
  return {
    columns: size[0],
    wordsPerRow: perRow,
    planeWord: wordOffsets(slices, perRow * size[1]),
    rowWord: wordOffsets(upTo(size[1]), perRow),
  }
}

/** Planes of constant j; rows are the slices named, neighbours in the order given. */
export function rowLayout(size: Vec3, slices: readonly number[]): PlaneLayout {
  const perRow = wordsPerRow(size[0])
  return {
    columns: size[0],
    wordsPerRow: perRow,
    planeWord: wordOffsets(upTo(size[1]), perRow),
    rowWord: wordOffsets(slices, perRow * size[1]),
  }
}

/** Planes `from` to `to - 1` of a layout. */
export function planesOfLayout(layout: PlaneLayout, from: number, to: number): PlaneLayout {
  return { ...layout, planeWord: layout.planeWord.subarray(from, to) }
}
