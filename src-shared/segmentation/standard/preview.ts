import { setBits } from '../../imaging/fill-runs.ts'
import { findParts } from '../../imaging/find-parts.ts'
import type { VPreview } from '../method.ts'
import { voxelsOf } from './small-parts-3d.ts'

/**
 * The standard method's V on single slices: which parts go is exact, since the 3-D parts are known with their volumes. What
 * stays is not foretold: after V the lungs are told apart, closed and filled in 3-D, which needs all of them.
 */
export const standardPreview: VPreview = {
  parts: (beforeV) => findParts(beforeV),
  slice(beforeV, k, { minPartMm3 }, { voxelMm3 }, parts) {
    if (parts === null) return null
    const { runs, components } = parts
    const least = voxelsOf(Number(minPartMm3), voxelMm3)
    const { size, wordsPerRow } = beforeV
    const removed = new Uint32Array(wordsPerRow * size[1])
    for (let j = 0; j < size[1]; j++) {
      const row = k * size[1] + j
      for (let run = runs.rowRuns[row] as number; run < (runs.rowRuns[row + 1] as number); run++) {
        if ((components.area[components.ofRun[run] as number] as number) >= least) continue
        setBits(removed, j * wordsPerRow, runs.ends[2 * run] as number, runs.ends[2 * run + 1] as number)
      }
    }
    return { mask: null, removed }
  },
}
