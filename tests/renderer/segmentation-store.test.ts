import { beforeEach, describe, expect, it, vi } from 'vitest'
import {
  redoParameters,
  resetSegmentation,
  setParameter,
  switchMethod,
  undoParameters,
} from '../../src-renderer/state/parameter-changes.ts'
import { requestSegmentation, showStage } from '../../src-renderer/state/segmentation-run.ts'
import { isStale, ownInfo, stageResult, useSegmentation } from '../../src-renderer/state/segmentation-store.ts'
import { useVolume } from '../../src-renderer/state/volume-store.ts'
import type { SeriesInfo } from '../../src-shared/contract.ts'
import { type FakeHost, fakeHost } from './support/fake-host.ts'

const settle = () => new Promise((resolve) => setTimeout(resolve, 5))
const v = () => useSegmentation.getState().history.present['minComponentPx']

describe('segmentation on the page', () => {
  let host: FakeHost
  beforeEach(() => {
    host = fakeHost()
    useSegmentation.setState({ method: 'article' })
    resetSegmentation(null)
  })

  async function firstResult(): Promise<void> {
    requestSegmentation()
    await settle()
    host.run(0).done()
    await settle()
  }

  it('starts with the defaults of the method and shows the first result', async () => {
    await firstResult()
    const { info, mask, run } = useSegmentation.getState()
    expect(host.run(0).v).toBe(100)
    expect(info?.segmentationId).toBe('segmentation-0')
    expect(mask?.words.every((word) => word === 100)).toBe(true)
    expect(run).toBeNull()
    expect(isStale(useSegmentation.getState())).toBe(false)
  })

  it('keeps the old result as stale until the newest is here', async () => {
    await firstResult()
    setParameter('minComponentPx', 200, true)
    expect(isStale(useSegmentation.getState())).toBe(true)
    expect(useSegmentation.getState().info?.segmentationId).toBe('segmentation-0')
    await settle()
    host.run(1).done()
    await settle()
    expect(isStale(useSegmentation.getState())).toBe(false)
    expect(useSegmentation.getState().mask?.words[0]).toBe(200)
  })

  it('shows no figure of one method under a stage of another that has its name', async () => {
    await firstResult()
    const shared = useSegmentation.getState().info?.stages[0]?.stage ?? ''
    expect(stageResult(useSegmentation.getState(), shared)).toBeDefined()
    switchMethod('standard')
    expect(useSegmentation.getState().info?.method).toBe('article')
    expect(ownInfo(useSegmentation.getState())).toBeNull()
    expect(stageResult(useSegmentation.getState(), shared)).toBeUndefined()
    switchMethod('article')
    expect(stageResult(useSegmentation.getState(), shared)).toBeDefined()
  })

  it('runs only the newest of many moves', async () => {
    await firstResult()
    setParameter('minComponentPx', 105, false)
    setParameter('minComponentPx', 110, false)
    await settle()
    // Moves of one frame are one request.
    expect(host.runs.map((run) => run.v)).toEqual([100, 110])
    for (const value of [120, 130, 140]) setParameter('minComponentPx', value, false)
    await settle()
    expect(host.runs.map((run) => run.v)).toEqual([100, 110])
    host.run(1).done()
    await settle()
    expect(host.runs.map((run) => run.v)).toEqual([100, 110, 140])
    host.run(2).done()
    await settle()
    expect(useSegmentation.getState().info?.parameters['minComponentPx']).toBe(140)
    expect(isStale(useSegmentation.getState())).toBe(false)
  })

  it('stops a run that takes long when V moves on', async () => {
    await firstResult()
    setParameter('minComponentPx', 300, true)
    await settle()
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    setParameter('minComponentPx', 400, true)
    vi.advanceTimersByTime(500)
    vi.useRealTimers()
    await settle()
    expect(host.run(1).cancelled()).toBe(true)
    expect(host.run(2).v).toBe(400)
    // What the stopped run still says is not shown.
    host.run(1).done()
    host.run(2).done()
    await settle()
    expect(useSegmentation.getState().info?.parameters['minComponentPx']).toBe(400)
  })

  it('makes one step of a whole drag, and goes back and forth over it', async () => {
    await firstResult()
    for (const value of [110, 150, 190]) setParameter('minComponentPx', value, false)
    setParameter('minComponentPx', 200, true)
    setParameter('minComponentPx', 500, true)
    undoParameters()
    expect(v()).toBe(200)
    undoParameters()
    expect(v()).toBe(100)
    undoParameters()
    expect(v()).toBe(100)
    redoParameters()
    redoParameters()
    expect(v()).toBe(500)
  })

  it('is not stale when only the surface changes', async () => {
    await firstResult()
    setParameter('smoothingIterations', 10, true)
    expect(isStale(useSegmentation.getState())).toBe(false)
    await settle()
    expect(host.runs).toHaveLength(1)
  })

  it('shows the result of an open stage and follows new runs', async () => {
    await firstResult()
    await showStage('border')
    expect(useSegmentation.getState().stageMask?.words[0]).toBe(100)
    setParameter('minComponentPx', 7, true)
    await settle()
    host.run(1).done()
    await settle()
    expect(useSegmentation.getState().stageMask?.words[0]).toBe(7)
    await showStage(null)
    expect(useSegmentation.getState().stageMask).toBeNull()
  })

  it('goes on with another method: old result stale, parameters of its own', async () => {
    await firstResult()
    const { series } = useVolume.getState()
    useVolume.setState({ series: { seriesId: 'switched' } as SeriesInfo })
    setParameter('minComponentPx', 7, true)
    switchMethod('standard')
    const { history, info, method } = useSegmentation.getState()
    expect(method).toBe('standard')
    expect(history.present).toMatchObject({ minPartMm3: 500, closingRadiusMm: 3 })
    expect(history.past).toEqual([])
    expect(info?.method).toBe('article')
    expect(isStale(useSegmentation.getState())).toBe(true)
    switchMethod('article')
    expect(v()).toBe(7)
    resetSegmentation(null)
    expect(useSegmentation.getState().method).toBe('article')
    useVolume.setState({ series })
  })

  it('starts a series from the defaults, and one that was changed before from its own values', () => {
    const series = useVolume.getState().series
    const open = (seriesId: string): void => {
      useVolume.setState({ series: { seriesId } as SeriesInfo })
      resetSegmentation(seriesId)
    }
    const v = (): unknown => useSegmentation.getState().history.present['minComponentPx']
    const byDefault = v()
    open('first')
    setParameter('minComponentPx', 2000, true)
    open('second')
    expect(v()).toBe(byDefault)
    open('first')
    expect(v()).toBe(2000)
    useVolume.setState({ series })
  })
})
