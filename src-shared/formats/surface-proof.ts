import { meshVolumeMm3 } from '../imaging/mesh-volume.ts'
import { vertexNormals } from '../imaging/vertex-normals.ts'
import type { Mesh } from '../mesh.ts'
import { english } from '../number-format.ts'
import { checkClosed } from './check-closed.ts'
import type { LabelSurface } from './format.ts'

/** Throws `E_VERIFY` with what was found wrong. */
export type Fail = (what: string) => never

/**
 * What is left to prove of a file whose every corner is known to be the mesh's: that it is closed and looks outwards.
 * Returns the enclosed volume in words.
 */
export function provenVolume(meshes: readonly Mesh[], fail: Fail): string {
  let mm3 = 0
  for (const mesh of meshes) {
    if (!checkClosed(mesh)) fail('its surface is not closed')
    const own = meshVolumeMm3(mesh)
    if (!(own > 0)) fail('its faces point inwards')
    mm3 += own
  }
  return `${english.number(mm3 / 1000, 1)} mL`
}

/** Mean x of a structure's vertices by its label's name, as read from the file; x grows to the patient's left. */
export function proveSides(meanX: Readonly<Partial<Record<LabelSurface['name'], number>>>, fail: Fail): void {
  const { right, left } = meanX
  if (right !== undefined && left !== undefined && !(right < left)) {
    fail('its right lung lies to the left of its left one')
  }
}

/** The normals that a mesh's file must hold; fails where the mesh itself has none of unit length. */
export function provenNormals(mesh: Mesh, fail: Fail): Float32Array {
  const normals = vertexNormals(mesh)
  for (let v = 0; v < normals.length; v += 3) {
    const [x, y, z] = [normals[v] as number, normals[v + 1] as number, normals[v + 2] as number]
    if (!(Math.abs(x * x + y * y + z * z - 1) < 1e-5)) fail(`the normal of vertex ${v / 3} is not of unit length`)
  }
  return normals
}
