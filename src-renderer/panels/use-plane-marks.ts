import { useMemo } from 'react'
import type { Plane } from '../../src-shared/geometry.ts'
import { planeView } from '../../src-shared/plane-view.ts'
import { maskRanges } from '../slice-view/mask-ranges.ts'
import type { RailMarks } from '../slice-view/view-props.ts'
import { placeAxis } from '../state/crosshair.ts'
import { findingText } from '../state/finding-text.ts'
import { jumpTargets } from '../state/jump-targets.ts'
import { useSegmentation } from '../state/segmentation-store.ts'
import { useText } from '../state/use-text.ts'
import { useVolume } from '../state/volume-store.ts'

const noMarks: RailMarks = { maskRange: null, findings: [] }

/** Slices with mask, and findings, for the rail of each plane. */
export function usePlaneMarks(): Readonly<Record<Plane, RailMarks>> {
  const t = useText()
  const info = useSegmentation((state) => state.info)
  const loaded = useVolume((state) => state.findings)
  const grid = useVolume((state) => state.info?.grid ?? null)
  const ranges = useMemo(() => {
    // The mask that came with this result: previews of V change it later, which the rail need not follow.
    const { mask } = useSegmentation.getState()
    return info === null || mask === null ? null : maskRanges(mask)
  }, [info])
  return useMemo(() => {
    const targets = jumpTargets([...loaded, ...(info?.findings ?? [])])
    const marksOf = (plane: Plane): RailMarks => {
      if (grid === null) return noMarks
      const axis = planeView(grid, plane).axes[2]
      return {
        maskRange: ranges?.[axis] ?? null,
        findings: targets
          .filter((target) => placeAxis(target.plane) === axis)
          .map(({ finding, slice }) => ({ slice, severity: finding.severity, title: findingText(t, finding) })),
      }
    }
    return { axial: marksOf('axial'), coronal: marksOf('coronal'), sagittal: marksOf('sagittal') }
  }, [t, info, loaded, grid, ranges])
}
