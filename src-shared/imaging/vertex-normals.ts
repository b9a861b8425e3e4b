import { cross, dot, scale, subtract, type Vec3 } from '../geometry.ts'
import type { Mesh } from '../mesh.ts'

const trianglesAStep = 60_000
// twice an area in mm2 below which float32 has no direction left
const smallest = 1e-12

/**
 * Unit normals of a mesh, one a vertex: the sum of its triangles' normals weighted by their area, made unit length.
 * Yields after each piece of work of a few milliseconds the part done so far (0 to 1), and returns [x, y, z] a vertex.
 * Where these cancel out, a vertex gets the normal of its first triangle with an area; of no such triangle, 0, 0, 1.
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
  let left = false
  for (let v = 0; v < normals.length; v += 3) {
    const x = normals[v] as number
    const y = normals[v + 1] as number
    const z = normals[v + 2] as number
    const size = Math.sqrt(x * x + y * y + z * z)
    if (!(size > smallest)) {
      normals.fill(0, v, v + 3)
      left = true
      continue
    }
    normals[v] = x / size
    normals[v + 1] = y / size
    normals[v + 2] = z / size
  }
  if (left) fillLeft({ positions, indices }, normals)
  return normals
}

/** Gives a normal to vertices that have none: that of a triangle of theirs, else along z. */
function fillLeft({ positions, indices }: Mesh, normals: Float32Array): void {
  const none = (v: number): boolean => normals[v] === 0 && normals[v + 1] === 0 && normals[v + 2] === 0
  for (let t = 0; t < indices.length; t += 3) {
    const corners = [0, 1, 2].map((n) => (indices[t + n] as number) * 3)
    if (!corners.some(none)) continue
    const [a, b, c] = corners.map((v) => [positions[v], positions[v + 1], positions[v + 2]] as unknown as Vec3)
    if (a === undefined || b === undefined || c === undefined) continue
    const normal = cross(subtract(b, a), subtract(c, a))
    const size = Math.sqrt(dot(normal, normal))
    if (size > smallest) for (const v of corners.filter(none)) normals.set(scale(normal, 1 / size), v)
  }
  for (let v = 0; v < normals.length; v += 3) if (none(v)) normals[v + 2] = 1
}

/** All steps at once. */
export function vertexNormals(mesh: Mesh): Float32Array {
  const steps = vertexNormalSteps(mesh)
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}
