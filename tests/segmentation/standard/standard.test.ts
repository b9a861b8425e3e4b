import { beforeAll, describe, expect, it } from 'vitest'
import { countBits } from '../../../src-shared/mask.ts'
import type { MethodState } from '../../../src-shared/segmentation/method.ts'
import { runMethod, stageLabels, stageMask } from '../../../src-shared/segmentation/run-method.ts'
import { segmentationInfo } from '../../../src-shared/segmentation/segmentation-info.ts'
import type { Volume } from '../../../src-shared/volume.ts'
import { plainChest, volumeOfChest } from '../../support/chest-cases.ts'
import { quietHooks } from '../../support/run-article.ts'
import { runStandard } from '../../support/run-standard.ts'

let volume: Volume
let state: MethodState
beforeAll(() => {
  volume = volumeOfChest(plainChest())
  state = runStandard(volume)
})
const figures = (of: MethodState, stage: string): Record<string, number> =>
  of.stages.find(({ result }) => result.stage === stage)?.result.figures ?? {}

it('shows a mask after every stage but the first, from body to lungs', () => {
  const stages = state.stages.map(({ result }) => result.stage)
  expect(stages).toEqual([
    'upright',
    'body',
    'air',
    'outside',
    'parts',
    'airway',
    'lungs',
    'small-parts',
    'sides',
    'closing',
    'cavities',
    'outline',
    'measure',
  ])
  const voxels = stages.slice(1).map((stage) => countBits(stageMask(state, stage)))
  expect(voxels.every((count) => count > 100_000)).toBe(true)
  expect(countBits(stageMask(state, 'outside'))).toBeLessThan(countBits(stageMask(state, 'air')))
})

it('labels right 1, left 2 and airways 3 from the stage that tells sides', () => {
  expect(stageLabels(state, 'lungs')).toEqual([])
  const labels = stageLabels(state, 'final')
  expect(labels.map(({ name, label }) => [name, label])).toEqual([
    ['right', 1],
    ['left', 2],
    ['airways', 3],
  ])
  const [right, left, airways] = labels.map(({ mask }) => mask)
  const shared = (a = right, b = left): number =>
    a === undefined || b === undefined ? -1 : a.words.filter((word, n) => (word & (b.words[n] as number)) !== 0).length
  expect([shared(right, left), shared(right, airways), shared(left, airways)]).toEqual([0, 0, 0])
  expect(() => stageLabels(state, 'nothing')).toThrow(expect.objectContaining({ code: 'E_NOT_FOUND' }))
})

it('tells volumes by structure, V in voxels and mm3, and what it measured', () => {
  const info = segmentationInfo(state, volume)
  expect(Object.keys(info.volumes)).toEqual(['right', 'left', 'airways'])
  const lungs = (info.volumes['right']?.voxels ?? 0) + (info.volumes['left']?.voxels ?? 0)
  expect(countBits(stageMask(state, 'final'))).toBe(lungs)
  expect(info.parts).toMatchObject({ pixelUnit: 'mm³', pixelMeasure: 2.8 * 2.8 * 4 })
  expect(info.measurements?.total.volumeMl).toBeCloseTo((lungs * 2.8 * 2.8 * 4) / 1000, 6)
  expect(info.threshold?.hu).toBe(figures(state, 'air')['thresholdHU'])
})

describe('parameters', () => {
  it('choose the threshold', () => {
    const of = (parameters: Record<string, string | number>): number | undefined =>
      figures(runStandard(volume, parameters), 'air')['thresholdHU']
    expect(of({ thresholdMode: 'fixed' })).toBe(-400)
    expect(of({ thresholdMode: 'manual', thresholdHU: -555 })).toBe(-555)
    expect(of({ thresholdHU: -555 })).toBe(figures(state, 'air')['thresholdHU'])
  })

  it('run again only what they change', () => {
    const again = runMethod('standard', volume, { closingRadiusMm: 5 }, state, quietHooks)
    const reused = again.stages.filter(({ result }) => result.reused).map(({ result }) => result.stage)
    expect(reused.at(-1)).toBe('sides')
    expect(figures(again, 'closing')['addedMl']).toBeGreaterThan(figures(state, 'closing')['addedMl'] ?? 0)
  })

  it('drop lungs smaller than V, and nothing with V of 0', () => {
    const all = runStandard(volume, { minPartMm3: 0 })
    expect(figures(all, 'small-parts')['removedParts']).toBe(0)
    const none = runStandard(volume, { minPartMm3: 1_000_000 })
    expect(figures(none, 'small-parts')['keptParts']).toBe(2)
  })

  it('give the same from an earlier run as from the start, also on another thread', () => {
    const arrived = structuredClone(state)
    expect(stageMask(arrived, 'final').words.buffer).toBeInstanceOf(SharedArrayBuffer)
    const changed = { minPartMm3: 20_000, closingRadiusMm: 2 }
    const again = runMethod('standard', volume, changed, arrived, quietHooks)
    expect(stageMask(again, 'final').words).toEqual(stageMask(runStandard(volume, changed), 'final').words)
  })
})
