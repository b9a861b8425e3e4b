import type { LabelSurface } from '../../src-shared/formats/format.ts'
import { joinMeshes } from '../../src-shared/imaging/join-meshes.ts'
import { axialGrid, boxMesh, rampMask } from './sample-shapes.ts'

/** A right and a left lung and an airway between them, boxes all, as formats of surfaces get them. */
export const boxSurfaces: readonly LabelSurface[] = [
  { label: 1, name: 'right', mesh: boxMesh([-20, -10, 30.5], [12, 13.25, 14]) },
  { label: 2, name: 'left', mesh: boxMesh([5, -10, 30.5], [11, 12, 13]) },
  { label: 3, name: 'airways', mesh: boxMesh([-2, 1, 35], [3, 3, 12]) },
]

export const surfaceInput = {
  labels: [{ label: 1, name: 'right' as const, mask: rampMask(axialGrid.size) }],
  grid: axialGrid,
  mesh: joinMeshes(boxSurfaces.slice(0, 2).map(({ mesh }) => mesh)),
  surfaces: boxSurfaces,
  text: 'Hilum 0.1.0 standard closingRadiusMm=3',
}
