import { determinant, type Grid, scale, type Vec3 } from '../geometry.ts'
import type { BitMask } from '../mask.ts'
import { noReport, type Report } from '../report.ts'
import type { SlabCounts } from './count-cubes.ts'
import { cubeTriangles } from './cube-triangles.ts'
import { createSlicePair, firstWord, lastWord, nextSlice, type SlicePair } from './slice-pair.ts'

/** Where a surface is to be written, in shared memory, and from where on each slab writes. */
export interface MeshPlan {
  readonly counts: SlabCounts
  /** First vertex and first corner of each slab, and their numbers in all behind them. */
  readonly starts: Uint32Array
  readonly positions: Float32Array
  readonly indices: Uint32Array
}

/**
 * Writes vertices and triangles of slabs `from` to `to - 1` to their places; threads may do disjoint slabs at once.
 * Cost: per word, then per vertex and triangle.
 */
export function fillCubes(
  mask: BitMask,
  grid: Grid,
  plan: MeshPlan,
  from: number,
  to: number,
  report: Report = noReport,
): void {
  const pair = createSlicePair(mask)
  const numbers = createNumbers(mask, grid)
  const place = gridSteps(grid)
  nextSlice(pair, mask, from - 1)
  for (let k = from; k < to; k++) {
    report(k - from, to - from)
    nextSlice(pair, mask, k)
    if (plan.counts[4 * k + 3] !== 0) fillSlab(pair, mask.size, k, plan, numbers, place)
  }
  report(to - from, to - from)
}

/** LPS mm of a step of one voxel along i, j and k, then of the origin: what the inner loops need, in one array. */
function gridSteps({ direction, spacing, origin }: Grid): Float64Array {
  const [i, j, k] = direction
  return Float64Array.of(...scale(i, spacing[0]), ...scale(j, spacing[1]), ...scale(k, spacing[2]), ...origin)
}

/**
 * Numbers of the vertices around one row of cells, in rows of `width`; only those on the surface are valid. "Cell" c of a
 * row lies between voxels c - 1 and c, for c from 0 to nx; an edge along i has the number of its cell, any other that of its
 * voxel. Rows of edges along i and along k are kept until the next row of cells, which takes the other of two.
 */
interface VertexNumbers {
  readonly ids: Uint32Array
  readonly width: number
  /** For even and for odd j: where in `ids`, from cell c on, the corners of the triangles of each case stand. */
  readonly corners: readonly [Int32Array, Int32Array]
}

const idRows = { iBefore: [0, 1], iHere: [2, 3], k: [4, 5], jBefore: 6, jHere: 7, count: 8 } as const

function createNumbers({ wordsPerRow }: BitMask, grid: Grid): VertexNumbers {
  const width = 32 * (wordsPerRow + 2)
  const ids = new Uint32Array(idRows.count * width)
  const leftHanded = determinant(grid) < 0
  const corners = ([0, 1] as const).map((parity) => {
    const offsets = edgeOffsets(parity, width)
    const { edges } = cubeTriangles
    return Int32Array.from(edges, (edge, at) => {
      // the other order of a triangle's corners makes it counter-clockwise from outside
      const swapped = leftHanded && at % 3 !== 0 ? edges[at % 3 === 1 ? at + 1 : at - 1] : edge
      return offsets[swapped as number] as number
    })
  }) as [Int32Array, Int32Array]
  return { ids, width, corners }
}

/** Where in `ids`, from cell c on, the vertex on each of a cube's 12 edges stands, for rows j of one parity. */
function edgeOffsets(parity: 0 | 1, width: number): Int32Array {
  const offsets = new Int32Array(12)
  for (let edge = 0; edge < 4; edge++) {
    const [a, b] = [edge & 1, edge >> 1]
    const rowOf = (a === 1 ? parity : 1 - parity) as 0 | 1
    offsets[edge] = (b === 0 ? idRows.iBefore : idRows.iHere)[rowOf] * width
    offsets[4 + edge] = (b === 0 ? idRows.jBefore : idRows.jHere) * width + a - 1
    offsets[8 + edge] = idRows.k[b === 1 ? parity : ((1 - parity) as 0 | 1)] * width + a - 1
  }
  return offsets.map((offset) => offset + 32)
}

function fillSlab(
  pair: SlicePair,
  [nx, ny]: Vec3,
  k: number,
  { counts, starts, positions, indices }: MeshPlan,
  { ids, width, corners }: VertexNumbers,
  place: Float64Array,
): void {
  const { before, here, rowWords } = pair
  const { first } = cubeTriangles
  const [older, newer] = [before.words, here.words]
  const lastCell = nx >>> 5
  const [dx, dy, dz] = [place[0] as number, place[1] as number, place[2] as number]
  let iHere = starts[2 * k] as number
  const iEnd = iHere + (counts[4 * k] as number)
  let jHere = iEnd
  const jEnd = jHere + (counts[4 * k + 1] as number)
  let kHere = jEnd
  const kEnd = kHere + (counts[4 * k + 2] as number)
  let iBefore = k === 0 ? 0 : (starts[2 * k - 2] as number)
  let jBefore = k === 0 ? 0 : iBefore + (counts[4 * k - 4] as number)
  let to = starts[2 * k + 1] as number
  for (let j = 0; j <= ny; j++) {
    const low = firstWord(pair, j)
    const end = Math.min(lastWord(pair, j) + 1, lastCell)
    const parity = (j & 1) as 0 | 1
    const triangles = corners[parity]
    const row = j * rowWords
    const idIBefore = idRows.iBefore[parity] * width + 32
    const idIHere = idRows.iHere[parity] * width + 32
    const idK = idRows.k[parity] * width + 32
    const idJBefore = idRows.jBefore * width + 32
    const idJHere = idRows.jHere * width + 32
    const xI = (place[9] as number) + j * (place[3] as number) + k * (place[6] as number)
    const yI = (place[10] as number) + j * (place[4] as number) + k * (place[7] as number)
    const zI = (place[11] as number) + j * (place[5] as number) + k * (place[8] as number)
    const xJ = (place[9] as number) + (j - 0.5) * (place[3] as number) + k * (place[6] as number)
    const yJ = (place[10] as number) + (j - 0.5) * (place[4] as number) + k * (place[7] as number)
    const zJ = (place[11] as number) + (j - 0.5) * (place[5] as number) + k * (place[8] as number)
    const xK = (place[9] as number) + j * (place[3] as number) + (k - 0.5) * (place[6] as number)
    const yK = (place[10] as number) + j * (place[4] as number) + (k - 0.5) * (place[7] as number)
    const zK = (place[11] as number) + j * (place[5] as number) + (k - 0.5) * (place[8] as number)
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
      let mixed = (r0 | r1 | r2 | r3 | l0 | l1 | l2 | l3) & ~(r0 & r1 & r2 & r3 & l0 & l1 & l2 & l3)
      while (mixed !== 0) {
        const b = 31 - Math.clz32(mixed & -mixed)
        mixed &= mixed - 1
        const s0 = (l0 >>> b) & 1
        const s1 = (r0 >>> b) & 1
        const s2 = (l1 >>> b) & 1
        const s3 = (r1 >>> b) & 1
        const s4 = (l2 >>> b) & 1
        const s5 = (r2 >>> b) & 1
        const s6 = (l3 >>> b) & 1
        const s7 = (r3 >>> b) & 1
        const cell = n * 32 + b
        ids[idIBefore + cell] = iBefore
        iBefore += s2 ^ s3
        ids[idJBefore + cell] = jBefore
        jBefore += s1 ^ s3
        if (iHere < iEnd) {
          const at = 3 * iHere
          positions[at] = xI + (cell - 0.5) * dx
          positions[at + 1] = yI + (cell - 0.5) * dy
          positions[at + 2] = zI + (cell - 0.5) * dz
        }
        if (jHere < jEnd) {
          const at = 3 * jHere
          positions[at] = xJ + cell * dx
          positions[at + 1] = yJ + cell * dy
          positions[at + 2] = zJ + cell * dz
        }
        if (kHere < kEnd) {
          const at = 3 * kHere
          positions[at] = xK + cell * dx
          positions[at + 1] = yK + cell * dy
          positions[at + 2] = zK + cell * dz
        }
        ids[idIHere + cell] = iHere
        iHere += s6 ^ s7
        ids[idJHere + cell] = jHere
        jHere += s5 ^ s7
        ids[idK + cell] = kHere
        kHere += s3 ^ s7
        const inside = s0 | (s1 << 1) | (s2 << 2) | (s3 << 3) | (s4 << 4) | (s5 << 5) | (s6 << 6) | (s7 << 7)
        const stop = first[inside + 1] as number
        for (let t = first[inside] as number; t < stop; t++) {
          indices[to++] = ids[cell + (triangles[t] as number)] as number
        }
      }
    }
  }
}
