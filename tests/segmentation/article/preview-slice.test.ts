import { describe, expect, it } from 'vitest'
import { previewSlice } from '../../../src-shared/segmentation/article/preview-slice.ts'
import { runMethod, stageMask } from '../../../src-shared/segmentation/run-method.ts'
import { loadSeries } from '../../support/load-series.ts'
import { describeWithData } from '../../support/test-data.ts'

const hooks = { progress: () => {}, stage: () => {}, seconds: () => 0 }

describe('the preview of a slice while V moves', () => {
  describeWithData('on a real series', ['chest-siemens-8mm'], (folder) => {
    it('equals the slice of a whole run for every V and every slice', async () => {
      const volume = await loadSeries(folder)
      let checked = 0
      let state = null
      for (const minComponentPx of [0, 30, 100, 1000, 10_000]) {
        state = runMethod('article', volume, { planes: 'axial', minComponentPx }, state, hooks)
        const before = stageMask(state, 'border')
        const after = stageMask(state, 'small-parts')
        const final = stageMask(state, 'final')
        const words = before.wordsPerRow * before.size[1]
        for (let k = 0; k < before.size[2]; k++) {
          const preview = previewSlice(before, k, minComponentPx)
          expect(preview.mask).toEqual(final.words.slice(k * words, (k + 1) * words))
          const gone = before.words
            .slice(k * words, (k + 1) * words)
            .map((word, n) => word & ~(after.words[k * words + n] as number))
          expect(preview.removed).toEqual(gone)
          checked++
        }
      }
      expect(checked).toBe(5 * 30)
    })
  })
})
