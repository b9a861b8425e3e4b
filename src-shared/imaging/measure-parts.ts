import type { Parts } from './drop-border-components.ts'
import type { PlaneLayout } from './plane-layout.ts'

/** What is known of each component; indices are first and last. Layouts of whole slices in order only. */
export interface PartShape {
  readonly part: number
  readonly voxels: number
  readonly i: readonly [number, number]
  readonly j: readonly [number, number]
  readonly k: readonly [number, number]
  /** Sums of the voxels' indices: the centroid times `voxels`. */
  readonly sumI: number
  readonly sumJ: number
  readonly sumK: number
}

/** Shapes of the components of at least `minimumArea` voxels. Cost: per run. */
export function measureParts({ runs, components }: Parts, layout: PlaneLayout, minimumArea: number): PartShape[] {
  const { rowRuns, ends } = runs
  const rows = layout.rowWord.length
  const slot = new Int32Array(components.count).fill(-1)
  const shapes: {
    part: number
    voxels: number
    i: [number, number]
    j: [number, number]
    k: [number, number]
    sumI: number
    sumJ: number
    sumK: number
  }[] = []
  for (let part = 0; part < components.count; part++) {
    const voxels = components.area[part] as number
    if (voxels < minimumArea) continue
    slot[part] = shapes.length
    const none: [number, number] = [Number.MAX_SAFE_INTEGER, -1]
    shapes.push({ part, voxels, i: [...none], j: [...none], k: [...none], sumI: 0, sumJ: 0, sumK: 0 })
  }
  for (let row = 0; row + 1 < rowRuns.length; row++) {
    const j = row % rows
    const k = (row - j) / rows
    for (let run = rowRuns[row] as number; run < (rowRuns[row + 1] as number); run++) {
      const shape = shapes[slot[components.ofRun[run] as number] as number]
      if (shape === undefined) continue
      const from = ends[2 * run] as number
      const to = ends[2 * run + 1] as number
      shape.i[0] = Math.min(shape.i[0], from)
      shape.i[1] = Math.max(shape.i[1], to - 1)
      shape.j[0] = Math.min(shape.j[0], j)
      shape.j[1] = Math.max(shape.j[1], j)
      shape.k[0] = Math.min(shape.k[0], k)
      shape.k[1] = Math.max(shape.k[1], k)
      shape.sumI += ((to - from) * (from + to - 1)) / 2
      shape.sumJ += (to - from) * j
      shape.sumK += (to - from) * k
    }
  }
  return shapes
}
