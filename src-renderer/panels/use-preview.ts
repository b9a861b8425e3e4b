import { useEffect } from 'react'
import { type Preview, previewKey, usePreviews, wantPreview } from '../state/preview-store.ts'

/** A small picture of a series: undefined while it is on its way, null where there is none. */
export function usePreview(seriesId: string, plane: 'axial' | 'coronal', size: number): Preview | null | undefined {
  useEffect(() => wantPreview(seriesId, plane, size), [seriesId, plane, size])
  return usePreviews((state) => state.previews[previewKey(seriesId, plane, size)])
}
