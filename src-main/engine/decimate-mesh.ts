import { checkClosed } from '../../src-shared/formats/check-closed.ts'
import { meshVolumeMm3 } from '../../src-shared/imaging/mesh-volume.ts'
import { sharedFloat32, sharedUint32 } from '../../src-shared/imaging/shared-array.ts'
import type { Mesh } from '../../src-shared/mesh.ts'

/** A surface of fewer triangles; null where that would open it or turn it inside out. */
export type Decimate = (mesh: Mesh) => Mesh | null

const noVertex = 0xffff_ffff
// the number of triangles decides when to stop, however large the surface: an error of all its extent
const anyError = 1

/**
 * Gets ready to take `percent` of the triangles away by collapsing edges, those that change the surface least first; the
 * vertices left stay where they are. 0 per cent gives the surface itself. The same surface gives the same triangles.
 *
 * Source: meshoptimizer's simplifier; M. Garland, P. Heckbert, "Surface simplification using quadric error metrics", SIGGRAPH 1997.
 */
export async function prepareDecimation(percent: number): Promise<Decimate> {
  if (percent <= 0) return (mesh) => mesh
  const { MeshoptSimplifier } = await import('meshoptimizer/simplifier')
  await MeshoptSimplifier.ready
  return ({ positions, indices }) => {
    if (indices.length === 0) return { positions, indices }
    const kept = 3 * Math.max(4, Math.round((indices.length / 3) * (1 - percent / 100)))
    const [corners] = MeshoptSimplifier.simplify(indices, positions, 3, kept, anyError)
    const fewer = compact(positions, corners, MeshoptSimplifier.compactMesh)
    return checkClosed(fewer) && meshVolumeMm3(fewer) > 0 ? fewer : null
  }
}

/** Leaves out the vertices that no triangle has any more. */
function compact(
  positions: Float32Array,
  corners: Uint32Array,
  number: (indices: Uint32Array) => [Uint32Array, number],
): Mesh {
  const indices = sharedUint32(corners.length)
  const renumbered = corners.slice()
  const [places, count] = number(renumbered)
  indices.set(renumbered)
  const left = sharedFloat32(count * 3)
  for (let v = 0; v < places.length; v++) {
    const to = places[v] as number
    if (to !== noVertex) left.set(positions.subarray(v * 3, v * 3 + 3), to * 3)
  }
  return { positions: left, indices }
}
