import type { Mesh } from '../mesh.ts'

/**
 * Volume in mm3 that a closed mesh encloses: positive where triangles are counter-clockwise from outside.
 *
 * Sum of the signed tetrahedra between each triangle and one fixed point (divergence theorem); the first vertex is that
 * point, so that distances stay small. 0 for an empty mesh.
 * Source: C. Zhang, T. Chen, "Efficient feature extraction for 2D/3D objects in mesh representation", ICIP 2001.
 */
export function meshVolumeMm3(mesh: Mesh): number {
  const { positions, indices } = mesh
  const x0 = positions[0] ?? 0
  const y0 = positions[1] ?? 0
  const z0 = positions[2] ?? 0
  let sixfold = 0
  for (let t = 0; t < indices.length; t += 3) {
    const a = 3 * (indices[t] as number)
    const b = 3 * (indices[t + 1] as number)
    const c = 3 * (indices[t + 2] as number)
    const ax = (positions[a] as number) - x0
    const ay = (positions[a + 1] as number) - y0
    const az = (positions[a + 2] as number) - z0
    const bx = (positions[b] as number) - x0
    const by = (positions[b + 1] as number) - y0
    const bz = (positions[b + 2] as number) - z0
    const cx = (positions[c] as number) - x0
    const cy = (positions[c + 1] as number) - y0
    const cz = (positions[c + 2] as number) - z0
    sixfold += ax * (by * cz - bz * cy) + ay * (bz * cx - bx * cz) + az * (bx * cy - by * cx)
  }
  return sixfold / 6
}
