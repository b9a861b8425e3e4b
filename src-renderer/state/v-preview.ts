import { findMethod } from '../../src-shared/segmentation/registry.ts'
import { onlyVDiffers, useSegmentation } from './segmentation-store.ts'
import { sliceWords, withSlice } from './slice-patch.ts'
import { partsOf, previewFacts } from './v-parts.ts'
import { useView } from './view-store.ts'

/**
 * Shows the slice on screen with the V on screen before the run for it is done, where the method can say; takes an older
 * preview back where the result is up to date.
 */
export function previewV(): void {
  takeBackPreview()
  const state = useSegmentation.getState()
  const { method, history, mask, removed, beforeV } = state
  const k = useView.getState().slice
  if (mask === null || removed === null || beforeV === null || !onlyVDiffers(state)) return
  const facts = previewFacts()
  if (facts === null) return
  const slice = findMethod(method).preview?.slice(beforeV, k, history.present, facts, partsOf(beforeV)) ?? null
  if (slice === null) return
  useSegmentation.setState({
    preview: { k, mask: slice.mask === null ? null : sliceWords(mask, k), removed: sliceWords(removed, k) },
    ...(slice.mask === null ? {} : { mask: withSlice(mask, k, slice.mask) }),
    removed: withSlice(removed, k, slice.removed),
  })
}

/** Puts back what a preview covered, so that masks are whole results again. */
export function takeBackPreview(): void {
  const { mask, removed, preview } = useSegmentation.getState()
  if (preview === null || mask === null || removed === null) return
  useSegmentation.setState({
    preview: null,
    ...(preview.mask === null ? {} : { mask: withSlice(mask, preview.k, preview.mask) }),
    removed: withSlice(removed, preview.k, preview.removed),
  })
}
