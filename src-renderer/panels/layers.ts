import { useMemo } from 'react'
import { useShallow } from 'zustand/react/shallow'
import { labelColours } from '../../src-shared/label-looks.ts'
import type { OverlayLayer } from '../slice-view/view-props.ts'
import { hasMask, type SegmentationState, useSegmentation } from '../state/segmentation-store.ts'
import { useSettings } from '../state/settings-store.ts'
import type { Messages } from '../state/text/en.ts'
import { useText } from '../state/use-text.ts'
import { useView } from '../state/view-store.ts'
import { labelLayers } from './label-layers.ts'
import { stageTitle } from './stage-words.ts'

const removedColour = '#f0e442'

const shownParts = ({
  method,
  info,
  mask,
  labels,
  removed,
  shownStage,
  stageMask,
  stageLabels,
}: SegmentationState) => ({
  method,
  info,
  mask,
  labels,
  removed,
  shownStage,
  stageMask,
  stageLabels,
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
  { method, info, mask, labels, removed, shownStage, stageMask, stageLabels }: ReturnType<typeof shownParts>,
  { fillOpacity, outlineWidth }: { readonly fillOpacity: number; readonly outlineWidth: number },
  hidden: ReadonlySet<string>,
): OverlayLayer[] {
  if (info === null || mask === null) return []
  if (shownStage !== null && stageMask !== null) {
    if (stageLabels.length > 0)
      return labelLayers(t, { labels: stageLabels, mask }, { fillOpacity, outlineWidth, hidden })
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
