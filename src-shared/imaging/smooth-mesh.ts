import type { Mesh } from '../mesh.ts'
import { noReport, type Report } from '../report.ts'

/** Scale factors of the shrinking and the growing half step: pass band 1 / lambda + 1 / mu = 0.1. */
const lambda = 0.6307
const mu = -0.6732

/**
 * A smoother surface of the same triangles: each iteration moves every vertex towards the mean of its neighbours and then,
 * by a little more, away from it, so that the volume hardly changes.
 *
 * The mesh must be closed (every edge in two triangles). 0 iterations give the mesh itself. `report` is called per iteration.
 * Source: G. Taubin, "A signal processing approach to fair surface design", SIGGRAPH 1995, 351-358.
 * Cost: two passes over the triangles an iteration.
 */
export function smoothMesh(mesh: Mesh, iterations: number, report: Report = noReport): Mesh {
  if (iterations <= 0 || mesh.indices.length === 0) return mesh
  const { indices } = mesh
  const positions = Float64Array.from(mesh.positions)
  const neighbours = new Uint32Array(positions.length / 3)
  for (const vertex of indices) neighbours[vertex] = (neighbours[vertex] as number) + 1
  const sums = new Float64Array(positions.length)
  for (let done = 0; done < iterations; done++) {
    report(done, iterations)
    moveTowardsNeighbours(positions, indices, neighbours, sums, lambda)
    moveTowardsNeighbours(positions, indices, neighbours, sums, mu)
  }
  report(iterations, iterations)
  return { positions: Float32Array.from(positions), indices }
}

/** On a closed mesh each neighbour of a vertex follows it in exactly one triangle, so that no list of neighbours is needed. */
function moveTowardsNeighbours(
  positions: Float64Array,
  indices: Uint32Array,
  neighbours: Uint32Array,
  sums: Float64Array,
  factor: number,
): void {
  sums.fill(0)
  for (let t = 0; t < indices.length; t += 3) {
    const a = 3 * (indices[t] as number)
    const b = 3 * (indices[t + 1] as number)
    const c = 3 * (indices[t + 2] as number)
    for (let axis = 0; axis < 3; axis++) {
      sums[a + axis] = (sums[a + axis] as number) + (positions[b + axis] as number)
      sums[b + axis] = (sums[b + axis] as number) + (positions[c + axis] as number)
      sums[c + axis] = (sums[c + axis] as number) + (positions[a + axis] as number)
    }
  }
  for (let vertex = 0, at = 0; vertex < neighbours.length; vertex++) {
    const count = neighbours[vertex] as number
    for (let axis = 0; axis < 3; axis++, at++) {
      const here = positions[at] as number
      if (count > 0) positions[at] = here + factor * ((sums[at] as number) / count - here)
    }
  }
}
