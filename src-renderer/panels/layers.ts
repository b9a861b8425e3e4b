import { useMemo } from 'react'
import { useShallow } from 'zustand/react/shallow'
import { labelColours } from '../../src-shared/label-looks.ts'
import type { OverlayLayer, RailMarks } from '../slice-view/view-props.ts'
import { findingText } from '../state/finding-text.ts'
import { jumpTargets } from '../state/jump-targets.ts'
import { hasMask, type SegmentationState, useSegmentation } from '../state/segmentation-store.ts'
import { useSettings } from '../state/settings-store.ts'
import type { Messages } from '../state/text/en.ts'
import { useText } from '../state/use-text.ts'
import { useView } from '../state/view-store.ts'
import { useVolume } from '../state/volume-store.ts'
import { labelLayers } from './label-layers.ts'
import { stageTitle } from './stage-words.ts'

const removedColour = '#f0e442'

const shownParts = ({ method, info, mask, labels, removed, shownStage, stageMask }: SegmentationState) => ({
  method,
  info,
  mask,
  labels,
  removed,
  shownStage,
  stageMask,
})

/** What is drawn over the slices now; the same list as long as nothing of it changes, so that views need not draw again. */
export function useLayers(): readonly OverlayLayer[] {
  const t = useText()
  const parts = useSegmentation(useShallow(shownParts))
  const fillOpacity = useSettings((state) => state.settings.fillOpacity)
  const outlineWidth = useSettings((state) => state.settings.outlineWidth)
  const hidden = useView((state) => state.hiddenLayers)
  return useMemo(
    () => listLayers(t, parts, { fillOpacity, outlineWidth }, hidden),
    [t, parts, fillOpacity, outlineWidth, hidden],
  )
}

/** The labels, or the result of the stage that is open. */
function listLayers(
  t: Messages,
  { method, info, mask, labels, removed, shownStage, stageMask }: ReturnType<typeof shownParts>,
  { fillOpacity, outlineWidth }: { readonly fillOpacity: number; readonly outlineWidth: number },
  hidden: ReadonlySet<string>,
): OverlayLayer[] {
  if (info === null || mask === null) return []
  if (shownStage !== null && stageMask !== null) {
    const name = t.review.stageInSentence(stageTitle(t, method, shownStage))
    const look = { colour: labelColours.lungs, fillOpacity, outlinePx: outlineWidth, hatch: false }
    return [{ ...look, id: 'stage', name, mask: stageMask, visible: true }]
  }
  // The stage before any mask shows the image alone.
  const bare = shownStage !== null && shownStage === info.stages[0]?.stage && !hasMask(info, shownStage)
  const layers = labelLayers(t, { labels, mask }, { fillOpacity, outlineWidth, hidden }).map((layer) => ({
    ...layer,
    visible: layer.visible && !bare,
  }))
  if (removed !== null) {
    layers.push({
      id: 'removed',
      name: t.review.removedInSentence,
      mask: removed,
      colour: removedColour,
      fillOpacity: 1,
      outlinePx: 1,
      hatch: true,
      visible: !bare && !hidden.has('removed'),
    })
  }
  return layers
}

/** Slices with mask and findings for the rail of the axial view. */
export function useMarks(): RailMarks {
  const t = useText()
  const info = useSegmentation((state) => state.info)
  const loaded = useVolume((state) => state.findings)
  return useMemo(() => {
    const targets = jumpTargets([...loaded, ...(info?.findings ?? [])])
    return {
      maskRange: info?.sliceRange ?? null,
      findings: targets.map(({ finding, slice }) => ({
        slice,
        severity: finding.severity,
        title: findingText(t, finding),
      })),
    }
  }, [t, info, loaded])
}
