import { useMemo } from 'react'
import type { OverlayLayer } from '../slice-view/view-props.ts'
import { type Difference, type OpenedMask, useCompare } from '../state/compare-store.ts'
import { shortName } from '../state/short-name.ts'
import type { Messages } from '../state/text/en.ts'
import { useText } from '../state/use-text.ts'
import { useView } from '../state/view-store.ts'
import { useLayers } from './layers.ts'

/** What both have stays quiet; of the rest one is hatched and one plain, so that colour alone never tells. */
const looks = {
  both: { colour: '#b0bac1', fillOpacity: 0.1, outlinePx: 0, hatch: false },
  onlyB: { colour: '#8c9bff', fillOpacity: 0.85, outlinePx: 0, hatch: false },
  onlyA: { colour: '#f0e442', fillOpacity: 1, outlinePx: 1, hatch: true },
} as const

/**
 * Names of the two methods or mask files that are compared, as they stand on screen or in pictures. A picture leaves the
 * computer: no mask file is named there, as its name may be a patient's.
 */
export function sideNames(
  t: Messages,
  [a, b]: readonly [string, string],
  opened: readonly Pick<OpenedMask, 'labelmapId' | 'title'>[],
  where: 'screen' | 'picture',
): readonly [string, string] {
  const nameOf = (id: string): string => {
    const file = opened.find(({ labelmapId }) => labelmapId === id)
    if (file === undefined) return t.method.names[id] ?? id
    return where === 'screen' ? shortName(file.title) : t.compare.maskFile
  }
  return [nameOf(a), nameOf(b)]
}

export function useSideNames(where: 'screen' | 'picture' = 'screen'): readonly [string, string] {
  const t = useText()
  const opened = useCompare((state) => state.opened)
  const chosen = useCompare((state) => state.chosen)
  return sideNames(t, chosen, opened, where)
}

/** The difference of A and B as it is drawn; parts in `hidden` are not. */
export function differenceLayers(
  t: Messages,
  difference: Difference,
  [a, b]: readonly [string, string],
  hidden: ReadonlySet<string> = new Set(),
): OverlayLayer[] {
  const names = {
    both: t.compare.bothInSentence,
    onlyA: t.compare.onlyInSentence(a),
    onlyB: t.compare.onlyInSentence(b),
  }
  return (['both', 'onlyB', 'onlyA'] as const).map((id) => ({
    id,
    name: names[id],
    mask: difference[id],
    ...looks[id],
    visible: !hidden.has(id),
  }))
}

/** What is drawn over the slices of Review: the difference where it is asked for and there, else labels or a stage. */
export function useReviewLayers(): readonly OverlayLayer[] {
  const t = useText()
  const [a, b] = useSideNames()
  const layers = useLayers()
  const difference = useCompare((state) => (state.overlay.review ? state.difference : null))
  const hidden = useView((state) => state.hiddenLayers)
  return useMemo(
    () => (difference === null ? layers : differenceLayers(t, difference, [a, b], hidden)),
    [t, layers, difference, a, b, hidden],
  )
}
