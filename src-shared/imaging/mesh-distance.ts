import type { Mesh } from '../mesh.ts'
import { type TriangleGrid, triangleGrid } from './triangle-grid.ts'

const samplesOfMesh = 10_000

export interface MeshDistance {
  readonly meanMm: number
  /** Largest of the distances that were looked at: the directed Hausdorff distances both ways, sampled. */
  readonly maxMm: number
}

/**
 * Distance between two surfaces in mm: from vertices and middles of triangles of each, at most 20 000 of a surface and the
 * same ones each time, to the nearest point of the other. 0 where either is empty.
 *
 * Source: P. Cignoni, C. Rocchini, R. Scopigno, "Metro: measuring error on simplified surfaces", Computer Graphics Forum 17(2),
 * 1998, 167-174: sampled one-sided distances, both ways. Cost: a pass over the triangles and some tens of them a sample.
 */
export function meshDistance(a: Mesh, b: Mesh): MeshDistance {
  if (a.indices.length === 0 || b.indices.length === 0) return { meanMm: 0, maxMm: 0 }
  const found = [oneWay(a, triangleGrid(b)), oneWay(b, triangleGrid(a))] as const
  const samples = found[0].samples + found[1].samples
  return { meanMm: (found[0].sum + found[1].sum) / samples, maxMm: Math.max(found[0].max, found[1].max) }
}

function oneWay({ positions, indices }: Mesh, to: TriangleGrid): { sum: number; max: number; samples: number } {
  let sum = 0
  let max = 0
  let samples = 0
  const look = (x: number, y: number, z: number): void => {
    const distance = to.distance(x, y, z)
    sum += distance
    if (distance > max) max = distance
    samples++
  }
  const vertexStep = 3 * Math.ceil(positions.length / 3 / samplesOfMesh)
  for (let v = 0; v < positions.length; v += vertexStep) {
    look(positions[v] as number, positions[v + 1] as number, positions[v + 2] as number)
  }
  const triangleStep = 3 * Math.ceil(indices.length / 3 / samplesOfMesh)
  for (let t = 0; t < indices.length; t += triangleStep) {
    const [a, b, c] = [0, 1, 2].map((n) => (indices[t + n] as number) * 3) as [number, number, number]
    const middle = (axis: number): number =>
      ((positions[a + axis] as number) + (positions[b + axis] as number) + (positions[c + axis] as number)) / 3
    look(middle(0), middle(1), middle(2))
  }
  return { sum, max, samples }
}
