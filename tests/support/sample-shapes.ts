import type { Grid, Vec3 } from '../../src-shared/geometry.ts'
import { type BitMask, packBits } from '../../src-shared/mask.ts'
import type { Mesh } from '../../src-shared/mesh.ts'

/** A grid of an axial series with spacings that differ on every axis. */
export const axialGrid: Grid = {
  size: [37, 6, 5],
  spacing: [0.7, 0.9, 2.5],
  origin: [-20, -30, -40],
  direction: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
}

/** The same with the slices drifting back by 0.3 mm a mm, as with a tilted gantry. */
export const shearedGrid: Grid = {
  ...axialGrid,
  direction: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0.2873478855663454, 0.9578262852211513],
  ],
}

/** Axes that lie along none of the patient's, right-handed. */
export const obliqueGrid: Grid = {
  ...axialGrid,
  direction: (() => {
    const [c, s] = [Math.cos(0.3), Math.sin(0.3)]
    const i: Vec3 = [c, s, 0]
    const j: Vec3 = [-s * Math.cos(0.2), c * Math.cos(0.2), Math.sin(0.2)]
    const k: Vec3 = [i[1] * j[2] - i[2] * j[1], i[2] * j[0] - i[0] * j[2], i[0] * j[1] - i[1] * j[0]]
    return [i, j, k] as const
  })(),
}

/** A mask without any symmetry: every third voxel of a ramp. */
export function rampMask(size: Vec3): BitMask {
  const bytes = new Uint8Array(size[0] * size[1] * size[2])
  for (let n = 0; n < bytes.length; n++) bytes[n] = (n * n + n) % 7 < 3 ? 1 : 0
  return packBits(bytes, size)
}

/** A closed box from `corner`, 12 triangles with their fronts outwards. */
export function boxMesh(corner: Vec3, edges: Vec3): Mesh {
  const positions = new Float32Array(24)
  for (let n = 0; n < 8; n++) {
    positions.set(
      [corner[0] + (n & 1) * edges[0], corner[1] + ((n >> 1) & 1) * edges[1], corner[2] + (n >> 2) * edges[2]],
      n * 3,
    )
  }
  const quads = [
    [0, 2, 3, 1],
    [4, 5, 7, 6],
    [0, 1, 5, 4],
    [2, 6, 7, 3],
    [0, 4, 6, 2],
    [1, 3, 7, 5],
  ] as const
  return { positions, indices: new Uint32Array(quads.flatMap(([a, b, c, d]) => [a, b, c, a, c, d])) }
}
