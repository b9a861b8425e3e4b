import { readPreview } from '../load/read-preview.ts'
import type { SeriesSource } from '../scan/series-source.ts'
import { type Sealed, unseal } from '../sealed.ts'

export type Preview = Awaited<ReturnType<typeof readPreview>>

/** A small picture of a series, at most `size` px a side. */
export async function previewTask(input: {
  source: Sealed<SeriesSource>
  plane: 'axial' | 'coronal'
  size: number
}): Promise<Preview> {
  return readPreview(unseal(input.source), input.plane, input.size)
}
