import { findRuns } from '../../imaging/find-runs.ts'
import { labelComponents } from '../../imaging/label-components.ts'
import { rowLayout } from '../../imaging/plane-layout.ts'
import type { VPreview } from '../method.ts'
import { previewRowsSlice } from './preview-rows-slice.ts'
import { previewSlice } from './preview-slice.ts'
import { sliceOrder } from './slice-order.ts'

/**
 * The article's V on single slices, exact in both kinds of planes. Axial planes do not touch each other, so a slice says it
 * all; with planes along rows each part of a slice belongs to another plane, so the parts of all planes are found before.
 */
export const articlePreview: VPreview = {
  parts(beforeV, { planes }, facts) {
    if (planes === 'axial') return null
    const layout = rowLayout(beforeV.size, sliceOrder(facts).order)
    const runs = findRuns(beforeV.words, layout)
    return { runs, components: labelComponents(runs, layout), layout }
  },
  slice(beforeV, k, { planes, minComponentPx }, facts, parts) {
    if (planes === 'axial') return previewSlice(beforeV, k, Number(minComponentPx))
    const at = sliceOrder(facts).order.indexOf(k)
    return parts === null || at < 0 ? null : previewRowsSlice(beforeV, k, at, Number(minComponentPx), parts)
  },
}
