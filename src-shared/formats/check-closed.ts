import type { Mesh } from '../mesh.ts'

const none = 0xffff_ffff

/**
 * True when every edge of a mesh is passed as often one way as the other, so that the surface is closed and its faces agree
 * on their side. Corners are the same where their index is. Exact: each edge is looked for, none is hashed.
 * Cost: one bucket a vertex and 6 bytes a triangle.
 */
export function checkClosed({ positions, indices }: Mesh): boolean {
  const ends = new Uint32Array(positions.length / 3)
  if (countUpward(indices, ends) * 2 !== countEdges(indices)) return false
  for (let v = 0, sum = 0; v < ends.length; v++) {
    const count = ends[v] as number
    ends[v] = sum
    sum += count
  }
  const highs = fillBuckets(indices, ends)
  for (let n = 0; n < indices.length; n += 3) {
    const a = indices[n] as number
    const b = indices[n + 1] as number
    const c = indices[n + 2] as number
    if (a > b && !takeOut(highs, ends, b, a)) return false
    if (b > c && !takeOut(highs, ends, c, b)) return false
    if (c > a && !takeOut(highs, ends, a, c)) return false
  }
  return true
}

/** Edges between two different vertices. */
function countEdges(indices: Uint32Array): number {
  let edges = 0
  for (let n = 0; n < indices.length; n += 3) {
    const a = indices[n] as number
    const b = indices[n + 1] as number
    const c = indices[n + 2] as number
    edges += Number(a !== b) + Number(b !== c) + Number(c !== a)
  }
  return edges
}

/** Counts in `counts` how many edges go up from each vertex to one of a higher number; returns their sum. */
function countUpward(indices: Uint32Array, counts: Uint32Array): number {
  let upward = 0
  const count = (from: number, to: number): void => {
    if (from >= to) return
    counts[from] = (counts[from] as number) + 1
    upward++
  }
  for (let n = 0; n < indices.length; n += 3) {
    const a = indices[n] as number
    const b = indices[n + 1] as number
    const c = indices[n + 2] as number
    count(a, b)
    count(b, c)
    count(c, a)
  }
  return upward
}

/** The higher ends of the edges that go up from each vertex; `ends` comes with where each bucket begins, goes with its end. */
function fillBuckets(indices: Uint32Array, ends: Uint32Array): Uint32Array {
  const highs = new Uint32Array(indices.length / 2)
  const put = (from: number, to: number): void => {
    if (from >= to) return
    const at = ends[from] as number
    highs[at] = to
    ends[from] = at + 1
  }
  for (let n = 0; n < indices.length; n += 3) {
    const a = indices[n] as number
    const b = indices[n + 1] as number
    const c = indices[n + 2] as number
    put(a, b)
    put(b, c)
    put(c, a)
  }
  return highs
}

/** Takes one edge out of the bucket of its lower end; false where there is none left. */
function takeOut(highs: Uint32Array, ends: Uint32Array, low: number, high: number): boolean {
  const end = ends[low] as number
  for (let at = low === 0 ? 0 : (ends[low - 1] as number); at < end; at++) {
    if (highs[at] !== high) continue
    highs[at] = none
    return true
  }
  return false
}
