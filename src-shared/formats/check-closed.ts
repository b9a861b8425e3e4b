import type { Mesh } from '../mesh.ts'

const trianglesOfBlock = 4096
const verticesOfRange = 1 << 15
const none = 0xffff_ffff

/**
 * True when every edge of a mesh is passed as often one way as the other, so that the surface is closed and its faces agree
 * on their side. Corners are the same where their index is. Exact: each edge is looked for, none is hashed.
 *
 * Vertices are gone through range by range, each edge with its lower end, so that it takes 2 MB for a mesh whose triangles lie
 * near those of like numbers, as those made slice by slice do. Cost: a pass over the triangles; more without that order.
 */
export function checkClosed({ positions, indices }: Mesh): boolean {
  const blocks = findBlocks(indices)
  const edges: RangeEdges = { up: makeEdges(), down: makeEdges() }
  const vertices = positions.length / 3
  for (let first = 0; first < vertices; first += verticesOfRange) {
    edges.up.count = 0
    edges.down.count = 0
    for (const { from, to, lowest, highest } of blocks) {
      if (lowest < first + verticesOfRange && highest >= first) collect(indices, from, to, first, edges)
    }
    if (!balanced(edges)) return false
  }
  return true
}

interface Block {
  readonly from: number
  readonly to: number
  readonly lowest: number
  readonly highest: number
}

/** Runs of triangles with the range of their vertices. */
function findBlocks(indices: Uint32Array): Block[] {
  const blocks: Block[] = []
  for (let from = 0; from < indices.length; from += trianglesOfBlock * 3) {
    const to = Math.min(indices.length, from + trianglesOfBlock * 3)
    let lowest = none
    let highest = 0
    for (let n = from; n < to; n++) {
      const vertex = indices[n] as number
      if (vertex < lowest) lowest = vertex
      if (vertex > highest) highest = vertex
    }
    blocks.push({ from, to, lowest, highest })
  }
  return blocks
}

/** Edges by their lower end, counted from the first vertex of the range, and their higher end. */
interface Edges {
  lows: Uint16Array<ArrayBuffer>
  highs: Uint32Array<ArrayBuffer>
  count: number
}

/** Edges whose lower end is in the range, passed from it or towards it. */
interface RangeEdges {
  readonly up: Edges
  readonly down: Edges
}

const makeEdges = (): Edges => {
  const capacity = verticesOfRange * 4
  return { lows: new Uint16Array(capacity), highs: new Uint32Array(capacity), count: 0 }
}

function reserve(edges: Edges, more: number): void {
  if (edges.count + more <= edges.lows.length) return
  const { lows, highs } = edges
  edges.lows = new Uint16Array(lows.length * 2)
  edges.lows.set(lows)
  edges.highs = new Uint32Array(highs.length * 2)
  edges.highs.set(highs)
}

function collect(indices: Uint32Array, from: number, to: number, first: number, { up, down }: RangeEdges): void {
  reserve(up, trianglesOfBlock * 3)
  reserve(down, trianglesOfBlock * 3)
  for (let n = from; n < to; n += 3) {
    const a = indices[n] as number
    const b = indices[n + 1] as number
    const c = indices[n + 2] as number
    add(up, down, first, a, b)
    add(up, down, first, b, c)
    add(up, down, first, c, a)
  }
}

function add(up: Edges, down: Edges, first: number, from: number, to: number): void {
  if (from === to) return
  const low = (from < to ? from : to) - first
  if (low < 0 || low >= verticesOfRange) return
  const edges = from < to ? up : down
  edges.lows[edges.count] = low
  edges.highs[edges.count] = from < to ? to : from
  edges.count++
}

/** True when each edge goes up as often as down. */
function balanced({ up, down }: RangeEdges): boolean {
  if (up.count !== down.count) return false
  // where the bucket of each lower end begins; filling it moves that to its end, where the next one's begins
  const ends = new Uint32Array(verticesOfRange)
  for (let n = 0; n < up.count; n++) {
    const low = up.lows[n] as number
    ends[low] = (ends[low] as number) + 1
  }
  for (let low = 0, sum = 0; low < ends.length; low++) {
    const size = ends[low] as number
    ends[low] = sum
    sum += size
  }
  const buckets = new Uint32Array(up.count)
  for (let n = 0; n < up.count; n++) {
    const low = up.lows[n] as number
    const at = ends[low] as number
    buckets[at] = up.highs[n] as number
    ends[low] = at + 1
  }
  for (let n = 0; n < down.count; n++) {
    if (!takeOut(buckets, ends, down.lows[n] as number, down.highs[n] as number)) return false
  }
  return true
}

/** Takes one edge out of the bucket of its lower end; false where there is none left. */
function takeOut(buckets: Uint32Array, ends: Uint32Array, low: number, high: number): boolean {
  const end = ends[low] as number
  for (let at = low === 0 ? 0 : (ends[low - 1] as number); at < end; at++) {
    if (buckets[at] !== high) continue
    buckets[at] = none
    return true
  }
  return false
}
