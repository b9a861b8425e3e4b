import type { Grid } from '../../src-shared/geometry.ts'
import type { LabelMask } from '../../src-shared/labels.ts'
import { type CoarseSurface, coarseSurfaces } from './coarse-surface.ts'

export interface CoarseRequest {
  readonly labels: readonly LabelMask[]
  readonly grid: Grid
}

/** The part of a worker's own scope that is used here; the page's types know windows only. */
interface WorkerScope {
  postMessage(message: readonly CoarseSurface[], transfer: Transferable[]): void
  addEventListener(type: 'message', listener: (event: MessageEvent<CoarseRequest>) => void): void
}
const scope = globalThis as unknown as WorkerScope

scope.addEventListener('message', ({ data: { labels, grid } }) => {
  const surfaces = coarseSurfaces(labels, grid)
  const buffers = surfaces.flatMap(({ positions, indices, normals }) => [
    positions.buffer,
    indices.buffer,
    normals.buffer,
  ])
  scope.postMessage(surfaces, buffers)
})
