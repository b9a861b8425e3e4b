import type { SurfaceChange } from '../../src-shared/contract.ts'
import type { Finding } from '../../src-shared/finding.ts'
import { joinMeshes } from '../../src-shared/imaging/join-meshes.ts'
import { meshDistance } from '../../src-shared/imaging/mesh-distance.ts'
import { meshVolumeMm3 } from '../../src-shared/imaging/mesh-volume.ts'
import { labelTitles } from '../../src-shared/label-looks.ts'
import { isLung } from '../../src-shared/labels.ts'
import type { MadeSurface } from './make-surface.ts'

/** What smoothing and decimation did to the lungs' surface; null where neither changed it. */
export function surfaceChange(surfaces: readonly MadeSurface[]): SurfaceChange | null {
  const lungs = surfaces.filter(isLung)
  const notDecimated = surfaces.filter(({ refused }) => refused).map(({ name }) => name)
  if (notDecimated.length === 0 && lungs.every(({ rough, mesh }) => mesh === rough)) return null
  const before = joinMeshes(lungs.map(({ rough }) => rough))
  const after = joinMeshes(lungs.map(({ mesh }) => mesh))
  const roughMm3 = lungs.reduce((sum, { rough }) => sum + rough.volumeMm3, 0)
  const mm3 = lungs.reduce((sum, { rough, mesh }) => sum + (mesh === rough ? rough.volumeMm3 : meshVolumeMm3(mesh)), 0)
  const { meanMm, maxMm } = meshDistance(before, after)
  return {
    trianglesBefore: before.indices.length / 3,
    triangles: after.indices.length / 3,
    volumePercent: (100 * (mm3 - roughMm3)) / roughMm3,
    meanDistanceMm: meanMm,
    maxDistanceMm: maxMm,
    ...(notDecimated.length === 0 ? {} : { notDecimated }),
  }
}

/** Says of each surface that kept all its triangles why it did. */
export function surfaceFindings(surfaces: readonly MadeSurface[]): Finding[] {
  return surfaces
    .filter(({ refused }) => refused)
    .map(({ name }) => ({
      code: 'W_NOT_DECIMATED',
      severity: 'warning',
      message: `${labelTitles[name]}: the surface keeps all its triangles, as fewer would leave it open. Ask for less decimation.`,
      where: { stage: 'surface' },
      details: { label: name },
    }))
}
