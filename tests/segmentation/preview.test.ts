import { describe, expect, it } from 'vitest'
import { voxelVolumeMm3 } from '../../src-shared/geometry.ts'
import type { MethodState } from '../../src-shared/segmentation/method.ts'
import { findMethod } from '../../src-shared/segmentation/registry.ts'
import { runMethod, stageMask } from '../../src-shared/segmentation/run-method.ts'
import type { Volume } from '../../src-shared/volume.ts'
import { loadSeries } from '../support/load-series.ts'
import { describeWithData } from '../support/test-data.ts'

const hooks = { progress: () => {}, stage: () => {}, seconds: () => 0 }

/** Compares every slice of the preview with whole runs; gives how many slices V took something from. */
function compare(
  volume: Volume,
  method: string,
  fixed: Record<string, string>,
  v: { readonly name: string; readonly values: readonly number[]; readonly before: string },
): number {
  const { preview } = findMethod(method)
  if (preview === undefined) throw new Error(`${method} has no preview`)
  const facts = { slices: volume.slices, voxelMm3: voxelVolumeMm3(volume.grid) }
  let state: MethodState | null = null
  let touched = 0
  for (const value of v.values) {
    state = runMethod(method, volume, { ...fixed, [v.name]: value }, state, hooks)
    const before = stageMask(state, v.before)
    const after = stageMask(state, 'small-parts')
    const final = stageMask(state, 'final')
    const length = before.wordsPerRow * before.size[1]
    const parts = preview.parts(before, state.parameters, facts)
    for (let k = 0; k < before.size[2]; k++) {
      const at = [k * length, (k + 1) * length] as const
      const slice = preview.slice(before, k, state.parameters, facts, parts)
      const kept = after.words.slice(...at)
      const gone = before.words.slice(...at).map((word, n) => word & ~(kept[n] as number))
      expect(slice?.removed).toEqual(gone)
      if (slice?.mask) expect(slice.mask).toEqual(final.words.slice(...at))
      else expect(method).toBe('standard')
      if (gone.some((word) => word !== 0)) touched++
    }
  }
  return touched
}

describe('the preview of a slice while V moves', () => {
  describeWithData('on a real series', ['chest-siemens-8mm'], (folder) => {
    const values = [0, 30, 100, 1000, 10_000]
    it.each(['axial', 'rows'])('equals every slice of whole runs, article, planes %s', async (planes) => {
      const v = { name: 'minComponentPx', values, before: 'border' }
      expect(compare(await loadSeries(folder), 'article', { planes }, v)).toBeGreaterThan(20)
    })
  })
  describeWithData('on a real series with specks', ['chest-philips-5mm'], (folder) => {
    it('says exactly what goes, standard', { timeout: 60_000 }, async () => {
      const v = { name: 'minPartMm3', values: [0, 30, 1_000_000], before: 'lungs' }
      expect(compare(await loadSeries(folder), 'standard', {}, v)).toBeGreaterThan(0)
    })
  })
})
