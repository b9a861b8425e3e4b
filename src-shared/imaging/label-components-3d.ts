import { noReport, type Report } from '../report.ts'
import type { Runs } from './find-runs.ts'
import { type Components, joinRows, measureComponents } from './label-components.ts'
import type { PlaneLayout } from './plane-layout.ts'

/**
 * Labels the 6-connected components of a whole volume: runs that overlap from row to row and from slice to slice.
 * `area` holds voxels; `atBorder` is 1 where a component touches a side of its slices (the first and last slice do not count).
 * Cost: per run.
 */
export function labelComponents3d(runs: Runs, layout: PlaneLayout, report: Report = noReport): Components {
  const { rowRuns, ends } = runs
  const planes = layout.planeWord.length
  const rows = layout.rowWord.length
  const parent = new Uint32Array(ends.length / 2)
  for (let p = 0, row = 0; p < planes; p++) {
    report(p, planes)
    for (let r = 0; r < rows; r++, row++) {
      const begin = rowRuns[row] as number
      const end = rowRuns[row + 1] as number
      for (let run = begin; run < end; run++) parent[run] = run
      if (begin === end) continue
      if (r > 0) joinRows(ends, parent, rowRuns[row - 1] as number, begin, begin, end)
      if (p > 0) joinRows(ends, parent, rowRuns[row - rows] as number, rowRuns[row - rows + 1] as number, begin, end)
    }
  }
  return measureComponents(runs, layout, parent)
}
