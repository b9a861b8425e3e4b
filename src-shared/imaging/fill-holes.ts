import { type BitMask, createBitMask } from '../mask.ts'
import { complement } from './dilate-rows.ts'
import { dropBorderComponents } from './drop-border-components.ts'
import { fillRuns } from './fill-runs.ts'
import { findRuns } from './find-runs.ts'
import { labelComponents } from './label-components.ts'
import { labelComponents3d } from './label-components-3d.ts'
import { sliceLayout } from './plane-layout.ts'

/**
 * Fills, slice by slice, background that the mask encloses and that covers at most `maxArea` pixels a hole.
 * Background is 4-connected, so that a diagonal of set pixels encloses. Cost: per run of the background.
 */
export function fillHolesInPlane(mask: BitMask, maxArea = Number.POSITIVE_INFINITY): BitMask {
  const layout = sliceLayout(mask.size, allSlices(mask))
  const runs = findRuns(complement(mask).words, layout)
  const holes = dropBorderComponents({ runs, components: labelComponents(runs, layout) })
  const keep = holes.components.area.map((area) => (area <= maxArea ? 1 : 0))
  const filled = copyMask(mask)
  fillRuns({ runs: holes.runs, components: { ...holes.components, area: keep } }, layout, 1, filled.words)
  return filled
}

/** Fills background that the mask encloses on all sides (6-connected); what reaches a side, the first or last slice stays. */
export function fillCavities(mask: BitMask): BitMask {
  const layout = sliceLayout(mask.size, allSlices(mask))
  const runs = findRuns(complement(mask).words, layout)
  const components = labelComponents3d(runs, layout)
  const enclosed = components.atBorder.map((side) => 1 - side)
  const rows = mask.size[1]
  const outer = [0, (mask.size[2] - 1) * rows] as const
  for (const begin of outer) {
    for (let run = runs.rowRuns[begin] as number; run < (runs.rowRuns[begin + rows] as number); run++) {
      enclosed[components.ofRun[run] as number] = 0
    }
  }
  const filled = copyMask(mask)
  fillRuns({ runs, components: { ...components, area: Uint32Array.from(enclosed) } }, layout, 1, filled.words)
  return filled
}

export const allSlices = ({ size }: { size: BitMask['size'] }): number[] => Array.from({ length: size[2] }, (_, k) => k)

export function copyMask(mask: BitMask): BitMask {
  const copy = createBitMask(mask.size, true)
  copy.words.set(mask.words)
  return copy
}
