import type { Grid, Vec3 } from '../../../src-shared/geometry.ts'
import { type BitMask, createBitMask } from '../../../src-shared/mask.ts'
import type { Mesh } from '../../../src-shared/mesh.ts'

/** Voxels along LPS x, y, z of the patient drawn here, and the LPS point of its first voxel. */
export const patientSize: Vec3 = [96, 80, 24]
export const patientSpacing: Vec3 = [2, 2, 6]
export const patientOrigin: Vec3 = [-95, -60, -300]

/** One voxel of metal, far above everything else. */
export const metal: Vec3 = [20, 50, 12]
export const metalHU = 3000

/** In the lung on the patient's right: inside an ellipse left of the middle of the picture. */
export function inLung(x: number, y: number, z: number): boolean {
  return z >= 4 && z <= 19 && ((x - 30) / 14) ** 2 + ((y - 42) / 20) ** 2 <= 1
}

/** HU of a patient voxel; every voxel of a lung has a value of its own. */
export function patientHU(x: number, y: number, z: number): number {
  if (x === metal[0] && y === metal[1] && z === metal[2]) return metalHU
  if (inLung(x, y, z)) return -900 + ((x * 7 + y * 13 + z * 31) % 97)
  const body = ((x - 48) / 44) ** 2 + ((y - 42) / 34) ** 2 <= 1
  return body ? 20 + ((x + y + z) % 11) : -1000
}

/** The patient stored with some axes against LPS ("x", "yz"): voxels, grid and lung mask, and the rail's top slice. */
export function storedPatient(flipped: string): { grid: Grid; hu: Int16Array; mask: BitMask } {
  const [nx, ny, nz] = patientSize
  const against = [flipped.includes('x'), flipped.includes('y'), flipped.includes('z')] as const
  const axis = (n: 0 | 1 | 2): Vec3 => [0, 1, 2].map((m) => (m === n ? (against[n] ? -1 : 1) : 0)) as unknown as Vec3
  const origin = patientOrigin.map(
    (start, n) => start + (against[n] ? ((patientSize[n] as number) - 1) * (patientSpacing[n] as number) : 0),
  ) as unknown as Vec3
  const hu = new Int16Array(nx * ny * nz)
  const mask = createBitMask(patientSize)
  for (let k = 0; k < nz; k++) {
    for (let j = 0; j < ny; j++) {
      for (let i = 0; i < nx; i++) {
        const x = against[0] ? nx - 1 - i : i
        const y = against[1] ? ny - 1 - j : j
        const z = against[2] ? nz - 1 - k : k
        hu[(k * ny + j) * nx + i] = patientHU(x, y, z)
        if (!inLung(x, y, z)) continue
        const word = (k * ny + j) * mask.wordsPerRow + (i >>> 5)
        mask.words[word] = (mask.words[word] as number) | (1 << (i & 31))
      }
    }
  }
  return {
    grid: { size: patientSize, spacing: patientSpacing, origin, direction: [axis(0), axis(1), axis(2)] },
    hu,
    mask,
  }
}

/** An eight-sided solid, wider on the patient's left, pointing up. */
export function drawnMesh(): Mesh {
  const corners = [60, 0, 0, -30, 0, 0, 0, 40, 0, 0, -40, 0, 0, 0, 80, 0, 0, -50]
  const faces = [0, 2, 4, 2, 1, 4, 1, 3, 4, 3, 0, 4, 2, 0, 5, 1, 2, 5, 3, 1, 5, 0, 3, 5]
  return { positions: Float32Array.from(corners), indices: Uint32Array.from(faces) }
}
