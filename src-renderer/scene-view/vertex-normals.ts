import type { Mesh } from '../../src-shared/mesh.ts'

const trianglesAStep = 60_000

/**
 * Unit normals of a mesh, one a vertex: the sum of its triangles' normals weighted by their area, made unit length.
 * Yields after each piece of work of a few milliseconds the part done so far (0 to 1), and returns [x, y, z] a vertex.
 * A vertex of no triangle, or of triangles without area, gets 0, 0, 0.
 */
export function* vertexNormalSteps({ positions, indices }: Mesh): Generator<number, Float32Array, void> {
  const normals = new Float32Array(positions.length)
  for (let t = 0; t < indices.length; t += 3) {
    const a = (indices[t] as number) * 3
    const b = (indices[t + 1] as number) * 3
    const c = (indices[t + 2] as number) * 3
    const ax = positions[a] as number
    const ay = positions[a + 1] as number
    const az = positions[a + 2] as number
    const ux = (positions[b] as number) - ax
    const uy = (positions[b + 1] as number) - ay
    const uz = (positions[b + 2] as number) - az
    const vx = (positions[c] as number) - ax
    const vy = (positions[c + 1] as number) - ay
    const vz = (positions[c + 2] as number) - az
    const nx = uy * vz - uz * vy
    const ny = uz * vx - ux * vz
    const nz = ux * vy - uy * vx
    for (const vertex of [a, b, c]) {
      normals[vertex] = (normals[vertex] as number) + nx
      normals[vertex + 1] = (normals[vertex + 1] as number) + ny
      normals[vertex + 2] = (normals[vertex + 2] as number) + nz
    }
    if (t > 0 && t % (trianglesAStep * 3) === 0) yield (0.8 * t) / indices.length
  }
  yield 0.8
  for (let v = 0; v < normals.length; v += 3) {
    const x = normals[v] as number
    const y = normals[v + 1] as number
    const z = normals[v + 2] as number
    const size = Math.sqrt(x * x + y * y + z * z)
    if (size === 0) continue
    normals[v] = x / size
    normals[v + 1] = y / size
    normals[v + 2] = z / size
  }
  return normals
}

/** All steps at once. */
export function vertexNormals(mesh: Mesh): Float32Array {
  const steps = vertexNormalSteps(mesh)
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}
