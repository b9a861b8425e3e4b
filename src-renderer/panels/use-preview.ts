import { useEffect } from 'react'
import type { SeriesInfo } from '../../src-shared/contract.ts'
import { type Preview, previewKey, usePreviews, wantPreview } from '../state/preview-store.ts'

/** A small picture of a series: undefined while it is on its way, null where there is none. */
export function usePreview(series: SeriesInfo, plane: 'axial' | 'coronal', size: number): Preview | null | undefined {
  const { seriesId } = series
  const hasPicture = series.usable !== 'no'
  useEffect(() => {
    if (hasPicture) wantPreview(seriesId, plane, size)
  }, [seriesId, plane, size, hasPicture])
  const preview = usePreviews((state) => state.previews[previewKey(seriesId, plane, size)])
  return hasPicture ? preview : null
}
