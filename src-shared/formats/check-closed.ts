import type { Mesh } from '../mesh.ts'

const trianglesOfBlock = 4096
const verticesOfRange = 1 << 14
const slotsOfVertex = 8
const none = 0xffff_ffff

/**
 * True when every edge of a mesh is passed as often one way as the other, so that the surface is closed and its faces agree
 * on their side. Corners are the same where their index is. Exact: each edge is looked for, none is hashed.
 *
 * Vertices are gone through range by range, each edge with its lower end, where it waits for the one that passes it the other
 * way; few wait at a time. It takes half a MB, and one pass over the triangles of a mesh whose triangles lie near those of like
 * numbers, as those made slice by slice do; more without that order.
 */
export function checkClosed({ positions, indices }: Mesh): boolean {
  const blocks = findBlocks(indices)
  const open = new OpenEdges()
  const vertices = positions.length / 3
  for (let first = 0; first < vertices; first += verticesOfRange) {
    for (const { from, to, lowest, highest } of blocks) {
      if (lowest < first + verticesOfRange && highest >= first) open.pass(indices, from, to, first)
    }
    if (!open.isEmpty()) return false
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

/** Edges of a range of vertices that were passed more often one way than the other so far. */
class OpenEdges {
  /** Of each lower end, up to eight: one more than the higher end, negative where the edge was passed downwards. */
  readonly #slots = new Int32Array(verticesOfRange * slotsOfVertex)
  readonly #counts = new Uint8Array(verticesOfRange)
  /** Passes upwards less passes downwards of edges that found no room, by both ends. */
  readonly #spilled = new Map<number, number>()

  /** Takes the edges of these triangles whose lower end is in the range that begins at `first`. */
  pass(indices: Uint32Array, from: number, to: number, first: number): void {
    for (let n = from; n < to; n += 3) {
      const a = indices[n] as number
      const b = indices[n + 1] as number
      const c = indices[n + 2] as number
      this.#add(first, a, b)
      this.#add(first, b, c)
      this.#add(first, c, a)
    }
  }

  /** True when no edge is left; else nothing more can be told of this mesh. */
  isEmpty(): boolean {
    if (this.#spilled.size === 0) return this.#counts.every((count) => count === 0)
    for (let low = 0; low < verticesOfRange; low++) {
      const count = this.#counts[low] as number
      for (let n = 0; n < count; n++) this.#spill(low, this.#slots[low * slotsOfVertex + n] as number)
      this.#counts[low] = 0
    }
    const empty = [...this.#spilled.values()].every((surplus) => surplus === 0)
    this.#spilled.clear()
    return empty
  }

  #add(first: number, from: number, to: number): void {
    if (from === to) return
    const low = (from < to ? from : to) - first
    if (low < 0 || low >= verticesOfRange) return
    const edge = from < to ? to + 1 : -from - 1
    const slots = this.#slots
    const count = this.#counts[low] as number
    const begin = low * slotsOfVertex
    for (let at = begin; at < begin + count; at++) {
      if (slots[at] !== -edge) continue
      slots[at] = slots[begin + count - 1] as number
      this.#counts[low] = count - 1
      return
    }
    if (count === slotsOfVertex) {
      this.#spill(low, edge)
      return
    }
    slots[begin + count] = edge
    this.#counts[low] = count + 1
  }

  #spill(low: number, edge: number): void {
    const ends = Math.abs(edge) * verticesOfRange + low
    this.#spilled.set(ends, (this.#spilled.get(ends) ?? 0) + Math.sign(edge))
  }
}
