import type { Mesh } from '../mesh.ts'

/**
 * True when every edge of a mesh is passed as often one way as the other, so that the surface is closed and its faces agree
 * on their side. Corners are the same where their index is.
 *
 * Every vertex adds up the numbers of the corners that follow it in its triangles and takes off those that come before it: the
 * ends of edges passed both ways cancel. Of a rim, a vertex keeps the difference of two numbers, never 0 as no two vertices have
 * the same one. Only a surface in which several rims meet at each vertex of every rim could go unseen, with a chance below one
 * in 2^32 for each such vertex. It takes 4 bytes a vertex.
 */
export function checkClosed({ positions, indices }: Mesh): boolean {
  const surplus = new Int32Array(positions.length / 3)
  for (let n = 0; n < indices.length; n += 3) {
    const a = indices[n] as number
    const b = indices[n + 1] as number
    const c = indices[n + 2] as number
    const ofA = scramble(a)
    const ofB = scramble(b)
    const ofC = scramble(c)
    surplus[a] = (surplus[a] as number) + ofB - ofC
    surplus[b] = (surplus[b] as number) + ofC - ofA
    surplus[c] = (surplus[c] as number) + ofA - ofB
  }
  return surplus.every((rest) => rest === 0)
}

/** 32 bits for 32 bits, each step one that can be undone. Source: the finalizer of MurmurHash3 (Austin Appleby, public domain). */
function scramble(index: number): number {
  const first = Math.imul(index ^ (index >>> 16), 0x85eb_ca6b)
  const second = Math.imul(first ^ (first >>> 13), 0xc2b2_ae35)
  return second ^ (second >>> 16)
}
