import type { Mesh } from '../mesh.ts'
import { sharedFloat32, sharedUint32 } from './shared-array.ts'

/** Meshes as one, in their order, in shared memory; none of their vertices become one, so each stays as closed as it was. */
export function joinMeshes(meshes: readonly Mesh[]): Mesh {
  const [only] = meshes
  if (only !== undefined && meshes.length === 1) return only
  const positions = sharedFloat32(meshes.reduce((sum, mesh) => sum + mesh.positions.length, 0))
  const indices = sharedUint32(meshes.reduce((sum, mesh) => sum + mesh.indices.length, 0))
  let vertices = 0
  let corners = 0
  for (const mesh of meshes) {
    positions.set(mesh.positions, vertices * 3)
    for (let n = 0; n < mesh.indices.length; n++) indices[corners + n] = (mesh.indices[n] as number) + vertices
    vertices += mesh.positions.length / 3
    corners += mesh.indices.length
  }
  return { positions, indices }
}
