/**
 * True when every edge of a triangle soup is passed as often one way as the other, so that the surface is closed and its
 * faces agree on their side. `corners` holds nine numbers a triangle; corners are the same where their bits are.
 * Cost: two hash tables of about 8 and 32 bytes a triangle.
 */
export function checkClosed(corners: Float32Array): boolean {
  const vertexOf = weld(corners)
  const edges = new EdgeBalance(vertexOf.length)
  for (let n = 0; n < vertexOf.length; n += 3) {
    const a = vertexOf[n] as number
    const b = vertexOf[n + 1] as number
    const c = vertexOf[n + 2] as number
    edges.pass(a, b)
    edges.pass(b, c)
    edges.pass(c, a)
  }
  return edges.balanced()
}

const tableSize = (entries: number): number => 2 ** Math.ceil(Math.log2(Math.max(16, entries * 2)))

/** Number of each corner's vertex: the first corner with the same position. */
function weld(corners: Float32Array): Int32Array {
  const bits = new Int32Array(corners.buffer, corners.byteOffset, corners.length)
  const count = corners.length / 3
  const slots = new Int32Array(tableSize(count)).fill(-1)
  const vertexOf = new Int32Array(count)
  for (let n = 0; n < count; n++) {
    const x = bits[n * 3] as number
    const y = bits[n * 3 + 1] as number
    const z = bits[n * 3 + 2] as number
    let slot = mix(Math.imul(x, 73856093) ^ Math.imul(y, 19349663) ^ Math.imul(z, 83492791)) & (slots.length - 1)
    for (;;) {
      const other = slots[slot] as number
      if (other < 0) {
        slots[slot] = n
        vertexOf[n] = n
        break
      }
      if (bits[other * 3] === x && bits[other * 3 + 1] === y && bits[other * 3 + 2] === z) {
        vertexOf[n] = other
        break
      }
      slot = (slot + 1) & (slots.length - 1)
    }
  }
  return vertexOf
}

class EdgeBalance {
  readonly #low: Int32Array
  readonly #high: Int32Array
  readonly #net: Int32Array
  constructor(edges: number) {
    const size = tableSize(edges)
    this.#low = new Int32Array(size).fill(-1)
    this.#high = new Int32Array(size)
    this.#net = new Int32Array(size)
  }

  pass(from: number, to: number): void {
    if (from === to) return
    const low = Math.min(from, to)
    const high = Math.max(from, to)
    const step = from < to ? 1 : -1
    const last = this.#low.length - 1
    let slot = mix(Math.imul(low, 73856093) ^ Math.imul(high, 19349663)) & last
    while (this.#low[slot] !== -1 && (this.#low[slot] !== low || this.#high[slot] !== high)) slot = (slot + 1) & last
    this.#low[slot] = low
    this.#high[slot] = high
    this.#net[slot] = (this.#net[slot] as number) + step
  }

  balanced(): boolean {
    return this.#net.every((net) => net === 0)
  }
}

const mix = (hash: number): number => {
  const h = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b)
  return h ^ (h >>> 16)
}
