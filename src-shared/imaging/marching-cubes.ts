import { determinant, type Grid, scale, type Vec3 } from '../geometry.ts'
import type { BitMask } from '../mask.ts'
import type { Mesh } from '../mesh.ts'
import { noReport, type Report } from '../report.ts'
import { type BlockArray, floatBlocks, integerBlocks, reserveBlock, usedBlocks } from './block-array.ts'
import { cubeTriangles } from './cube-triangles.ts'
import { sharedFloat32, sharedUint32 } from './shared-array.ts'

/**
 * The surface of a mask at level 0.5, in LPS mm: closed (the volume's surroundings count as background), every edge in
 * exactly two triangles, vertices shared, triangles counter-clockwise seen from outside on every grid (also sheared and
 * left-handed ones). Vertices lie halfway between the centres of a voxel inside and one outside.
 *
 * An empty mask gives an empty mesh. The mesh lies in shared memory. Works slab by slab and calls `report` per slab; words of one value are skipped.
 * Source: W. Lorensen, H. Cline, "Marching cubes: a high resolution 3D surface construction algorithm", Computer Graphics
 * 21(4), 1987, 163-169; table see `cubeTriangles`. Cost: per word, then per vertex and triangle.
 */
export function marchingCubes(mask: BitMask, grid: Grid, report: Report = noReport): Mesh {
  return joinMeshPieces([meshSlabs(mask, grid, 0, slabCount(mask), report)])
}

/** Slabs of cells that the surface is made in: one below each slice and one above the last. */
export const slabCount = (mask: BitMask): number => mask.size[2] + 1

/** The surface in neighbouring slabs, in blocks of shared memory. */
export interface MeshPiece {
  readonly positions: readonly Float32Array[]
  /** Vertices below `borrowed` are the first of the last slab of the piece before; its own follow. */
  readonly indices: readonly Uint32Array[]
  readonly borrowed: number
  /** Own vertices before those of the last slab. */
  readonly beforeLast: number
}

/** The surface in slabs `from` to `to - 1`, for `joinMeshPieces`; threads may do disjoint slabs at once. */
export function meshSlabs(mask: BitMask, grid: Grid, from: number, to: number, report: Report = noReport): MeshPiece {
  const slab = createSlab(mask, grid)
  if (from > 0) borrowVertices(mask, from - 1, slab)
  let beforeLast = 0
  for (let k = from; k < to; k++) {
    report(k - from, to - from)
    loadSlice(mask, k, slab)
    beforeLast = (slab.positions.before + slab.positions.length) / 3
    if (slab.empty[0] && slab.empty[1]) continue
    addVerticesAlongI(slab, k)
    addVerticesAlongJ(slab, k)
    addVerticesAlongK(slab, k)
    addTriangles(slab, k)
  }
  report(to - from, to - from)
  return {
    positions: usedBlocks(slab.positions),
    indices: usedBlocks(slab.indices),
    borrowed: slab.borrowed,
    beforeLast,
  }
}

/** Numbers the vertices within slice k, which belong to the slab before, in the order in which that slab begins with them. */
function borrowVertices(mask: BitMask, k: number, slab: Slab): void {
  loadSlice(mask, k, slab)
  addVerticesAlongI(slab, k)
  addVerticesAlongJ(slab, k)
  slab.borrowed = (slab.positions.before + slab.positions.length) / 3
  slab.positions = floatBlocks()
}

/** The mesh of all pieces, as it comes out of one, whatever the cuts. */
export function joinMeshPieces(pieces: readonly MeshPiece[]): Mesh {
  const lengthOf = (blocks: readonly { length: number }[]): number =>
    blocks.reduce((sum, { length }) => sum + length, 0)
  const positions = sharedFloat32(pieces.reduce((sum, piece) => sum + lengthOf(piece.positions), 0))
  const indices = sharedUint32(pieces.reduce((sum, piece) => sum + lengthOf(piece.indices), 0))
  let [vertex, corner, lender] = [0, 0, 0]
  for (const piece of pieces) {
    const { borrowed } = piece
    for (const block of piece.indices) {
      if (vertex === 0 && borrowed === 0) indices.set(block, corner)
      else renumber(block, borrowed, lender, vertex - borrowed, indices.subarray(corner, corner + block.length))
      corner += block.length
    }
    lender = vertex + piece.beforeLast
    for (const block of piece.positions) {
      positions.set(block, 3 * vertex)
      vertex += block.length / 3
    }
  }
  return { positions, indices }
}

function renumber(block: Uint32Array, borrowed: number, lender: number, shift: number, out: Uint32Array): void {
  for (let n = 0; n < block.length; n++) {
    const vertex = block[n] as number
    out[n] = vertex < borrowed ? vertex + lender : vertex + shift
  }
}

/**
 * Two neighbouring slices with a frame of background words, and the numbers of the vertices on the lattice's edges between
 * them. "Cell" c of a row lies between voxels c - 1 and c, for c from 0 to nx; likewise along j and k.
 */
interface Slab {
  readonly nx: number
  readonly ny: number
  /** Words of a framed row; voxel word n at n + 1. */
  readonly rowWords: number
  readonly cellWords: number
  /** Slice k - 1 and slice k, framed: row j at (j + 1) * rowWords. */
  before: Uint32Array
  here: Uint32Array
  empty: [boolean, boolean]
  /** Vertex numbers in five sections (see `section`), voxel (i, j) at j * stride + i + pad; only those on the surface are valid. */
  readonly ids: Uint32Array
  readonly stride: number
  readonly pad: number
  readonly sectionSize: number
  /** Vertices of the slab before that the first slab needs; they are numbered first. */
  borrowed: number
  positions: BlockArray<Float32Array>
  readonly indices: BlockArray<Uint32Array>
  /** Vectors of one voxel along i, j, k and the origin, LPS mm. */
  readonly stepI: Vec3
  readonly stepJ: Vec3
  readonly stepK: Vec3
  readonly origin: Vec3
  /** Order of a triangle's corners that makes it counter-clockwise from outside. */
  readonly second: 1 | 2
}

/** Sections of `ids`: edges along i and along j of the slice of even and of odd k, and edges along k between the two. */
const section = { i: [0, 1], j: [2, 3], k: 4 } as const

function createSlab(mask: BitMask, grid: Grid): Slab {
  const [nx, ny] = mask.size
  const rowWords = mask.wordsPerRow + 2
  const stride = nx + 2
  const sectionSize = stride * (ny + 3)
  return {
    nx,
    ny,
    rowWords,
    cellWords: (nx + 32) >>> 5,
    before: new Uint32Array(rowWords * (ny + 2)),
    here: new Uint32Array(rowWords * (ny + 2)),
    empty: [true, true],
    ids: new Uint32Array(sectionSize * 5),
    stride,
    pad: stride + 1,
    sectionSize,
    borrowed: 0,
    positions: floatBlocks(),
    indices: integerBlocks(),
    stepI: scale(grid.direction[0], grid.spacing[0]),
    stepJ: scale(grid.direction[1], grid.spacing[1]),
    stepK: scale(grid.direction[2], grid.spacing[2]),
    origin: grid.origin,
    second: determinant(grid) < 0 ? 2 : 1,
  }
}

/** Makes slice k the slab's `here` and the one before it `before`; past the last slice is background. */
function loadSlice(mask: BitMask, k: number, slab: Slab): void {
  const target = slab.before
  slab.before = slab.here
  slab.here = target
  slab.empty[0] = slab.empty[1]
  let any = 0
  const inside = k < mask.size[2]
  for (let j = 0; j < slab.ny; j++) {
    const from = (k * slab.ny + j) * mask.wordsPerRow
    const to = (j + 1) * slab.rowWords + 1
    for (let n = 0; n < mask.wordsPerRow; n++) {
      const word = inside ? (mask.words[from + n] as number) : 0
      target[to + n] = word
      any |= word
    }
  }
  slab.empty[1] = any === 0
}

/** Numbers and places a vertex for every bit of `word`; bit b belongs to lattice position i = `firstI` + b. */
function addVertices(slab: Slab, word: number, firstI: number, id: number, j: number, k: number): void {
  const { positions, ids, stepI, stepJ, stepK, origin } = slab
  const { data } = positions
  const before = positions.before + 3 * slab.borrowed
  const x = origin[0] + j * stepJ[0] + k * stepK[0]
  const y = origin[1] + j * stepJ[1] + k * stepK[1]
  const z = origin[2] + j * stepJ[2] + k * stepK[2]
  let rest = word
  let to = positions.length
  while (rest !== 0) {
    const b = 31 - Math.clz32(rest & -rest)
    rest &= rest - 1
    const i = firstI + b
    ids[id + b] = (before + to) / 3
    data[to] = x + i * stepI[0]
    data[to + 1] = y + i * stepI[1]
    data[to + 2] = z + i * stepI[2]
    to += 3
  }
  positions.length = to
}

function addVerticesAlongI(slab: Slab, k: number): void {
  if (slab.empty[1]) return
  const { here, rowWords, cellWords } = slab
  const base = (section.i[(k & 1) as 0 | 1] as number) * slab.sectionSize + slab.pad
  for (let j = 0; j < slab.ny; j++) {
    const row = (j + 1) * rowWords
    reserveBlock(slab.positions, 3 * (slab.nx + 1))
    for (let n = 0; n < cellWords; n++) {
      const word = here[row + n + 1] as number
      const changes = word ^ ((word << 1) | ((here[row + n] as number) >>> 31))
      if (changes !== 0) addVertices(slab, changes, n * 32 - 0.5, base + j * slab.stride + n * 32, j, k)
    }
  }
}

function addVerticesAlongJ(slab: Slab, k: number): void {
  if (slab.empty[1]) return
  const { here, rowWords } = slab
  const base = (section.j[(k & 1) as 0 | 1] as number) * slab.sectionSize + slab.pad
  for (let j = 0; j <= slab.ny; j++) {
    const row = (j + 1) * rowWords
    reserveBlock(slab.positions, 3 * slab.nx)
    for (let n = 1; n < rowWords - 1; n++) {
      const changes = (here[row + n] as number) ^ (here[row - rowWords + n] as number)
      if (changes !== 0) {
        addVertices(slab, changes, (n - 1) * 32, base + j * slab.stride + (n - 1) * 32, j - 0.5, k)
      }
    }
  }
}

function addVerticesAlongK(slab: Slab, k: number): void {
  const { before, here, rowWords } = slab
  const base = section.k * slab.sectionSize + slab.pad
  for (let j = 0; j < slab.ny; j++) {
    const row = (j + 1) * rowWords
    reserveBlock(slab.positions, 3 * slab.nx)
    for (let n = 1; n < rowWords - 1; n++) {
      const changes = (here[row + n] as number) ^ (before[row + n] as number)
      if (changes !== 0) {
        addVertices(slab, changes, (n - 1) * 32, base + j * slab.stride + (n - 1) * 32, j, k - 0.5)
      }
    }
  }
}

/** Where in `ids`, from the number of cell (c, j), the vertex on each of a cube's 12 edges stands. */
function edgeOffsets(slab: Slab, k: number): Int32Array {
  const { stride, sectionSize } = slab
  const offsets = new Int32Array(12)
  for (let edge = 0; edge < 4; edge++) {
    const [a, b] = [edge & 1, edge >> 1]
    const parity = ((k - 1 + b) & 1) as 0 | 1
    offsets[edge] = section.i[parity] * sectionSize + (a - 1) * stride
    offsets[4 + edge] = section.j[parity] * sectionSize + a - 1
    offsets[8 + edge] = section.k * sectionSize + (b - 1) * stride + a - 1
  }
  return offsets
}

function addTriangles(slab: Slab, k: number): void {
  const { before, here, rowWords, cellWords, ids, indices, second } = slab
  const { first, edges } = cubeTriangles
  const offsets = edgeOffsets(slab, k)
  const third = second === 1 ? 2 : 1
  for (let j = 0; j <= slab.ny; j++) {
    const row = (j + 1) * rowWords
    reserveBlock(indices, 15 * (slab.nx + 1))
    const data = indices.data
    let to = indices.length
    for (let n = 0; n < cellWords; n++) {
      const at = row + n + 1
      const r0 = before[at - rowWords] as number
      const r1 = before[at] as number
      const r2 = here[at - rowWords] as number
      const r3 = here[at] as number
      const l0 = (r0 << 1) | ((before[at - rowWords - 1] as number) >>> 31)
      const l1 = (r1 << 1) | ((before[at - 1] as number) >>> 31)
      const l2 = (r2 << 1) | ((here[at - rowWords - 1] as number) >>> 31)
      const l3 = (r3 << 1) | ((here[at - 1] as number) >>> 31)
      let mixed = (r0 | r1 | r2 | r3 | l0 | l1 | l2 | l3) & ~(r0 & r1 & r2 & r3 & l0 & l1 & l2 & l3)
      const cell = j * slab.stride + n * 32 + slab.pad
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
        const end = first[inside + 1] as number
        for (let t = first[inside] as number; t < end; t += 3) {
          data[to] = ids[cell + b + (offsets[edges[t] as number] as number)] as number
          data[to + second] = ids[cell + b + (offsets[edges[t + 1] as number] as number)] as number
          data[to + third] = ids[cell + b + (offsets[edges[t + 2] as number] as number)] as number
          to += 3
        }
      }
    }
    indices.length = to
  }
}
