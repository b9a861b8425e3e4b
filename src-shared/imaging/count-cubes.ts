import type { Vec3 } from '../geometry.ts'
import { type BitMask, popCount } from '../mask.ts'
import { noReport, type Report } from '../report.ts'
import { cubeTriangles } from './cube-triangles.ts'
import { cubeVolumes } from './cube-volumes.ts'
import { sharedUint32 } from './shared-array.ts'
import { createSlicePair, firstWord, lastWord, nextSlice, type SlicePair } from './slice-pair.ts'

/**
 * What each slab of cells adds to the surface, four numbers a slab in shared memory: vertices on edges along i and along j
 * of its upper slice, vertices on edges along k, and corners of triangles.
 */
export type SlabCounts = Uint32Array

/** Slabs of cells that the surface is made in: one below each slice and one above the last. */
export const slabCount = (mask: BitMask): number => mask.size[2] + 1

export const createSlabCounts = (mask: BitMask): SlabCounts => sharedUint32(4 * slabCount(mask))

/**
 * Counts what marching cubes will make in slabs `from` to `to - 1`, so that threads can then write it to its place.
 * @returns the volume that the surface encloses in these slabs, in 48ths of a voxel: a whole number, so that sums of it
 * don't depend on their order
 * Cost: per word, then per cell that the surface passes.
 */
export function countCubes(
  mask: BitMask,
  from: number,
  to: number,
  counts: SlabCounts,
  report: Report = noReport,
): number {
  const pair = createSlicePair(mask)
  const slab = new Uint32Array(4)
  let volume = 0
  nextSlice(pair, mask, from - 1)
  for (let k = from; k < to; k++) {
    report(k - from, to - from)
    nextSlice(pair, mask, k)
    slab.fill(0)
    if (!pair.before.empty || !pair.here.empty) volume += countSlab(pair, mask.size, slab)
    counts.set(slab, 4 * k)
  }
  report(to - from, to - from)
  return volume
}

function countSlab(pair: SlicePair, [nx, ny]: Vec3, slab: Uint32Array): number {
  const { before, here, rowWords } = pair
  const { first } = cubeTriangles
  const [older, newer] = [before.words, here.words]
  const lastCell = nx >>> 5
  let volume = 0
  let [alongI, alongJ, alongK, corners] = [0, 0, 0, 0]
  for (let j = 0; j <= ny; j++) {
    const low = firstWord(pair, j)
    const end = Math.min(lastWord(pair, j) + 1, lastCell)
    const row = j * rowWords
    let full = 0
    let parts = 0
    let [c0, c1, c2, c3] = [0, 0, 0, 0]
    for (let n = low; n <= end; n++) {
      const r0 = older[row + n] as number
      const r1 = older[row + rowWords + n] as number
      const r2 = newer[row + n] as number
      const r3 = newer[row + rowWords + n] as number
      const l0 = (r0 << 1) | c0
      const l1 = (r1 << 1) | c1
      const l2 = (r2 << 1) | c2
      const l3 = (r3 << 1) | c3
      c0 = r0 >>> 31
      c1 = r1 >>> 31
      c2 = r2 >>> 31
      c3 = r3 >>> 31
      const all = r0 & r1 & r2 & r3 & l0 & l1 & l2 & l3
      let mixed = (r0 | r1 | r2 | r3 | l0 | l1 | l2 | l3) ^ all
      if (mixed === 0) {
        full += all & 32
        continue
      }
      full += popCount(all)
      alongI += popCount(r3 ^ l3)
      alongJ += popCount(r2 ^ r3)
      alongK += popCount(r1 ^ r3)
      while (mixed !== 0) {
        const b = 31 - Math.clz32(mixed & -mixed)
        mixed &= mixed - 1
        const inside =
          ((l0 >>> b) & 1) |
          (((r0 >>> b) & 1) << 1) |
          (((l1 >>> b) & 1) << 2) |
          (((r1 >>> b) & 1) << 3) |
          (((l2 >>> b) & 1) << 4) |
          (((r2 >>> b) & 1) << 5) |
          (((l3 >>> b) & 1) << 6) |
          (((r3 >>> b) & 1) << 7)
        corners += (first[inside + 1] as number) - (first[inside] as number)
        parts += cubeVolumes[inside] as number
      }
    }
    volume += 48 * full + parts
  }
  slab[0] = alongI
  slab[1] = alongJ
  slab[2] = alongK
  slab[3] = corners
  return volume
}
