import { beforeAll, describe, expect, it } from 'vitest'
import { cancelled } from '../../src-shared/failure.ts'
import { countBits } from '../../src-shared/mask.ts'
import type { MethodState } from '../../src-shared/segmentation/method.ts'
import { runMethod, stageMask } from '../../src-shared/segmentation/run-method.ts'
import type { Volume } from '../../src-shared/volume.ts'
import { volumeOf } from '../support/raw-series.ts'
import { quietHooks, runArticle } from '../support/run-article.ts'
import { syntheticChest } from '../support/synthetic-chest.ts'

let volume: Volume
let state: MethodState
beforeAll(() => {
  volume = volumeOf(syntheticChest())
  state = runArticle(volume)
})
const reused = (run: MethodState): boolean[] => run.stages.map((stage) => stage.result.reused)

describe('a run', () => {
  it('does every stage but the surface and tells about each', () => {
    const told: string[] = []
    let clock = 0
    runMethod('article', volume, {}, null, {
      ...quietHooks,
      stage: (result) => told.push(`${result.stage} ${result.seconds}`),
      seconds: () => clock++,
    })
    expect(told).toEqual(['normalize 1', 'threshold 1', 'border 1', 'small-parts 1', 'closing 1'])
  })

  it('reports progress that never goes back and ends at 1', () => {
    const fractions: number[] = []
    const progress = (_: string, __: number, ___: number, fraction: number): void => void fractions.push(fraction)
    runMethod('article', volume, {}, null, { ...quietHooks, progress })
    expect(fractions.length).toBeGreaterThan(4 * volume.grid.size[2])
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b))
    expect(fractions.at(-1)).toBeCloseTo(1, 12)
  })

  it.each(['normalize', 'threshold', 'border', 'small-parts', 'closing'])(
    'stops where it is cancelled in %s',
    (stage) => {
      const progress = (at: string): void => {
        if (at === stage) throw cancelled()
      }
      expect(() => runMethod('article', volume, {}, null, { ...quietHooks, progress })).toThrow('Cancelled')
    },
  )

  it('keeps every stage up to the first parameter that changed', () => {
    expect(reused(state)).toEqual([false, false, false, false, false])
    expect(reused(runArticle(volume, {}, state))).toEqual([true, true, true, true, true])
    expect(reused(runArticle(volume, { minComponentPx: 30 }, state))).toEqual([true, true, true, false, false])
    expect(reused(runArticle(volume, { planes: 'rows' }, state))).toEqual([true, true, false, false, false])
    expect(reused(runArticle(volume, { smoothingIterations: 9 }, state))).toEqual([true, true, true, true, true])
  })

  it('gives the same masks from an earlier run as from the start', () => {
    for (const parameters of [{ minComponentPx: 30 }, { planes: 'rows', minComponentPx: 0 }, { planes: 'rows' }]) {
      const again = runArticle(volume, parameters, state)
      const fresh = runArticle(volume, parameters)
      for (const stage of ['threshold', 'border', 'small-parts', 'closing']) {
        expect(stageMask(again, stage).words).toEqual(stageMask(fresh, stage).words)
      }
      expect(again.stages.map((at) => at.result.figures)).toEqual(fresh.stages.map((at) => at.result.figures))
    }
  })

  it('leaves the run it builds on as it was', () => {
    const before = countBits(stageMask(state, 'final'))
    runArticle(volume, { minComponentPx: 10_000 }, state)
    expect(countBits(stageMask(state, 'final'))).toBe(before)
  })

  it('goes on after a trip to another thread, its masks still shared', () => {
    const arrived = structuredClone(state)
    expect(stageMask(arrived, 'final').words.buffer).toBeInstanceOf(SharedArrayBuffer)
    const there = runArticle(volume, { minComponentPx: 7 }, arrived)
    expect(reused(there)).toEqual([true, true, true, false, false])
    expect(stageMask(there, 'final').words).toEqual(stageMask(runArticle(volume, { minComponentPx: 7 }), 'final').words)
  })
})

describe('the mask of a stage', () => {
  it('is the one the stage left', () => {
    const voxels = (stage: string): number => countBits(stageMask(state, stage))
    for (const { result } of state.stages.slice(1)) expect(voxels(result.stage)).toBe(result.figures['voxels'])
    expect(voxels('final')).toBe(voxels('closing'))
    expect(voxels('threshold')).toBeGreaterThan(voxels('border'))
    expect(voxels('border')).toBeGreaterThan(voxels('small-parts'))
  })

  it.each(['normalize', 'surface', 'nothing'])('is refused for %s', (stage) => {
    expect(() => stageMask(state, stage)).toThrow(expect.objectContaining({ code: 'E_NOT_FOUND' }))
  })
})
