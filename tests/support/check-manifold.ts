import type { Mesh } from '../../src-shared/mesh.ts'

/**
 * What is wrong with a closed surface, empty where nothing is: every edge must lie in exactly two triangles that run along
 * it in opposite directions, the triangles around a vertex must form one ring, and every vertex must be used.
 */
export function manifoldFaults({ positions, indices }: Mesh): string[] {
  const faults: string[] = []
  const vertices = positions.length / 3
  const edges = new Set<number>()
  const following = new Map<number, number[]>()
  for (let t = 0; t < indices.length; t += 3) {
    for (let at = 0; at < 3; at++) {
      const [a, b, c] = [0, 1, 2].map((step) => indices[t + ((at + step) % 3)] as number) as [number, number, number]
      if (a >= vertices) faults.push(`triangle ${t / 3} names vertex ${a} of ${vertices}`)
      if (a === b) faults.push(`triangle ${t / 3} has a corner twice`)
      if (edges.has(a * vertices + b)) faults.push(`edge ${a} to ${b} is passed twice in one direction`)
      edges.add(a * vertices + b)
      const pairs = following.get(a) ?? []
      pairs.push(b, c)
      following.set(a, pairs)
    }
  }
  for (const edge of edges) {
    const [a, b] = [Math.floor(edge / vertices), edge % vertices]
    if (!edges.has(b * vertices + a)) faults.push(`edge ${a} to ${b} is open`)
  }
  for (let vertex = 0; vertex < vertices; vertex++) {
    const rings = ringCount(following.get(vertex) ?? [])
    if (rings !== 1) faults.push(`vertex ${vertex} has ${rings} rings of triangles`)
  }
  return faults
}

/** Rings that the pairs (corner, next corner) around a vertex form. */
function ringCount(pairs: readonly number[]): number {
  const next = new Map<number, number>()
  for (let at = 0; at < pairs.length; at += 2) next.set(pairs[at] as number, pairs[at + 1] as number)
  let rings = 0
  while (next.size > 0) {
    rings++
    let [at] = next.keys()
    while (at !== undefined && next.has(at)) {
      const to = next.get(at)
      next.delete(at)
      at = to
    }
  }
  return rings
}
