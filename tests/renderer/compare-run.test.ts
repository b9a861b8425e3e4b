import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Client } from '../../src-renderer/host/client.ts'
import { useApp } from '../../src-renderer/state/app-store.ts'
import { compareAgain, followComparison } from '../../src-renderer/state/compare-run.ts'
import {
  cancelComparison,
  chooseSide,
  noComparison,
  noFiles,
  useCompare,
} from '../../src-renderer/state/compare-store.ts'
import { setEngine } from '../../src-renderer/state/engine.ts'
import { defaultValues } from '../../src-renderer/state/method.ts'
import { freshState, useSegmentation } from '../../src-renderer/state/segmentation-store.ts'
import { useVolume } from '../../src-renderer/state/volume-store.ts'
import type { Comparison, SegmentationInfo, VolumeInfo } from '../../src-shared/contract.ts'
import { Failure } from '../../src-shared/failure.ts'
import { createBitMask } from '../../src-shared/mask.ts'

const settle = () => new Promise((resolve) => setTimeout(resolve, 10))
const volume = { volumeId: 'volume', grid: { size: [32, 1, 2] } } as unknown as VolumeInfo
const comparison = { lungs: { dice: 0.5 } } as Comparison

/** The result of a method with its defaults. */
const resultOf = (method: string, id: string): SegmentationInfo =>
  ({
    segmentationId: id,
    method,
    parameters: defaultValues(method),
    volumes: { lungs: {} },
  }) as unknown as SegmentationInfo

/** An engine whose runs end at once, unless they are held; each word of a mask is the run's number. */
function fakeEngine() {
  const runs: string[] = []
  const compared: [string, string][] = []
  const told = { hold: false, gone: new Set<string>(), cancelled: 0 }
  const client = {
    jobs: { cancel: async () => ({ cancelled: ++told.cancelled > 0 }) },
    segmentation: {
      run: async ({ method }: { method: string }) => {
        runs.push(method)
        const segmentation = resultOf(method, `${method} ${runs.length}`)
        return (async function* () {
          yield { type: 'progress', step: 's', done: 1, total: 2, fraction: 0.5 }
          if (told.hold) await new Promise(() => {})
          yield { type: 'done', segmentation }
        })()
      },
      compare: async ({ a, b }: { a: string; b: string }) => {
        if (told.gone.has(a) || told.gone.has(b)) throw new Failure('E_NOT_FOUND', 'gone')
        compared.push([a, b])
        return (async function* () {
          yield { type: 'done', comparison, seconds: 0 }
        })()
      },
    },
  }
  setEngine({
    client: client as unknown as Client,
    fetchBytes: async () => ({ buffer: new Uint32Array([0b0110, 0b1]).buffer, headers: new Headers() }),
  })
  return { runs, compared, told }
}

describe('the comparison on the page', () => {
  let engine: ReturnType<typeof fakeEngine>
  let stop: () => void
  beforeEach(() => {
    engine = fakeEngine()
    useVolume.setState({ info: null, loaded: true, series: null })
    useCompare.setState({ ...noComparison, ...noFiles })
    useApp.setState({ screen: 'review' })
    stop = followComparison()
    useVolume.setState({ info: volume })
    const mask = createBitMask([32, 1, 2])
    mask.words.set([0b1100, 0b0])
    useSegmentation.setState({ ...freshState('standard'), info: resultOf('standard', 'on review'), mask })
  })
  afterEach(() => stop())

  it('runs the method that was not run, once somebody looks, and compares it with the one on Review', async () => {
    await settle()
    expect(engine.runs).toEqual([])
    useApp.setState({ screen: 'compare' })
    await settle()
    expect(engine.runs).toEqual(['article'])
    expect(engine.compared).toEqual([['article 1', 'on review']])
    const { difference, work, comparison: found } = useCompare.getState()
    expect([...(difference?.both.words ?? [])]).toEqual([0b0100, 0])
    expect([...(difference?.onlyA.words ?? [])]).toEqual([0b0010, 1])
    expect([...(difference?.onlyB.words ?? [])]).toEqual([0b1000, 0])
    expect([work, found]).toEqual([null, comparison])
  })

  it('swaps sides without a run', async () => {
    useApp.setState({ screen: 'compare' })
    await settle()
    chooseSide(0, 'standard')
    await settle()
    expect(useCompare.getState().chosen).toEqual(['standard', 'article'])
    expect(engine.runs).toEqual(['article'])
    expect(engine.compared.at(-1)).toEqual(['on review', 'article 1'])
  })

  it('waits while Review is at work, and follows its new result', async () => {
    useApp.setState({ screen: 'compare' })
    await settle()
    useSegmentation.setState({ run: { progress: null, finished: [], startedAt: 0 } })
    await settle()
    expect(engine.compared).toHaveLength(1)
    const changed = { ...defaultValues('standard'), closingRadiusMm: 7 }
    useSegmentation.setState(({ history }) => ({
      run: null,
      history: { ...history, present: changed },
      info: { ...resultOf('standard', 'newer'), parameters: changed },
    }))
    await settle()
    expect(engine.compared.at(-1)).toEqual(['article 1', 'newer'])
    expect(engine.runs).toEqual(['article'])
  })

  it('runs again what the engine has let go of', async () => {
    engine.told.gone.add('on review')
    useApp.setState({ screen: 'compare' })
    await settle()
    expect(engine.runs).toEqual(['article', 'article', 'standard'])
    expect(engine.compared).toEqual([['article 2', 'standard 3']])
  })

  it('can be cancelled, says so, and goes on when asked again', async () => {
    engine.told.hold = true
    useApp.setState({ screen: 'compare' })
    await settle()
    expect(useCompare.getState().work).toMatchObject({ method: 'article', progress: { fraction: 0.5 } })
    cancelComparison()
    await settle()
    expect(engine.told.cancelled).toBe(1)
    expect(useCompare.getState()).toMatchObject({ work: null, failure: { code: 'E_CANCELLED' } })
    engine.told.hold = false
    compareAgain()
    await settle()
    expect(useCompare.getState()).toMatchObject({ failure: null, comparison })
  })

  it('stops with the series it belongs to, and says nothing of that', async () => {
    engine.told.hold = true
    useApp.setState({ screen: 'compare' })
    await settle()
    useVolume.setState({ info: { ...volume, volumeId: 'other' }, loaded: false })
    await settle()
    expect(engine.told.cancelled).toBe(1)
    expect(useCompare.getState()).toMatchObject({ work: null, failure: null })
  })

  it('forgets everything with the series', async () => {
    useApp.setState({ screen: 'compare' })
    await settle()
    useVolume.setState({ info: { ...volume, volumeId: 'other' }, loaded: false })
    expect(useCompare.getState()).toMatchObject(noComparison)
  })
})
