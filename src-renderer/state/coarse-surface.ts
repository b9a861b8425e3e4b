import type { Grid } from '../../src-shared/geometry.ts'
import { halveGrid, halveMask } from '../../src-shared/imaging/halve-mask.ts'
import { marchingCubes } from '../../src-shared/imaging/marching-cubes.ts'
import { vertexNormalSteps } from '../../src-shared/imaging/vertex-normals.ts'
import type { LabelMask } from '../../src-shared/labels.ts'
import type { Mesh } from '../../src-shared/mesh.ts'

/** A label's surface at a quarter of the resolution, with the normals that the picture needs. */
export interface CoarseSurface extends Mesh {
  readonly name: LabelMask['name']
  readonly normals: Float32Array<ArrayBuffer>
  readonly positions: Float32Array<ArrayBuffer>
  readonly indices: Uint32Array<ArrayBuffer>
}

/**
 * Surfaces of masks at a quarter of their resolution, a sixteenth of the triangles: to be looked at while the mask still
 * changes, never measured or saved. Labels without voxels are left out.
 */
export function coarseSurfaces(labels: readonly LabelMask[], grid: Grid): CoarseSurface[] {
  const quarter = halveGrid(halveGrid(grid))
  return labels.flatMap(({ name, mask }) => {
    const mesh = marchingCubes(halveMask(halveMask(mask)), quarter)
    if (mesh.indices.length === 0) return []
    // out of shared memory, which a graphics card need not take
    const positions = new Float32Array(mesh.positions)
    const indices = new Uint32Array(mesh.indices)
    return [{ name, positions, indices, normals: new Float32Array(normalsOf({ positions, indices })) }]
  })
}

function normalsOf(mesh: Mesh): Float32Array {
  const steps = vertexNormalSteps(mesh)
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}
