import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { followDrag, useCoarse } from '../../src-renderer/state/coarse-store.ts'
import { coarseSurfaces } from '../../src-renderer/state/coarse-surface.ts'
import type { CoarseRequest } from '../../src-renderer/state/coarse-surface-worker.ts'
import { resetSegmentation, setParameter } from '../../src-renderer/state/parameter-changes.ts'
import { requestSegmentation } from '../../src-renderer/state/segmentation-run.ts'
import { useSegmentation } from '../../src-renderer/state/segmentation-store.ts'
import { followMask, resetSurface } from '../../src-renderer/state/surface-store.ts'
import { type FakeHost, fakeHost } from './support/fake-host.ts'

const settle = (ms = 5) => new Promise((resolve) => setTimeout(resolve, ms))
const restMs = 300

describe('the surface follows the mask', () => {
  let host: FakeHost
  let stops: (() => void)[] = []
  const coarse: { request: CoarseRequest; done: () => void }[] = []

  beforeEach(async () => {
    host = fakeHost()
    coarse.length = 0
    useSegmentation.setState({ method: 'article' })
    resetSegmentation(null)
    resetSurface()
    const make = (request: CoarseRequest) =>
      new Promise<ReturnType<typeof coarseSurfaces>>((resolve) => {
        coarse.push({ request, done: () => resolve(coarseSurfaces(request.labels, request.grid)) })
      })
    stops = [followMask(), followDrag(make)]
    requestSegmentation()
    await settle()
    host.run(0).done()
    await settle()
  })
  afterEach(() => {
    for (const stop of stops) stop()
    resetSurface()
  })

  async function result(index: number): Promise<void> {
    await settle()
    host.run(index).done()
    await settle()
  }

  it('fully for the first result, at once', () => {
    expect(host.surfaces.map(({ segmentationId }) => segmentationId)).toEqual(['segmentation-0'])
    expect(coarse).toHaveLength(0)
  })

  it('coarsely while V is dragged, fully once it is let go and rests', async () => {
    setParameter('minComponentPx', 200, false)
    // The full surface of the mask before is stopped, not waited for.
    expect(host.cancelled).toContain(host.surfaces[0]?.jobId)
    await result(1)
    expect(coarse).toHaveLength(1)
    expect(coarse[0]?.request.labels[0]?.mask.words.at(-1)).toBe(200)
    coarse[0]?.done()
    await settle()
    expect(useCoarse.getState().shown?.segmentationId).toBe('segmentation-1')
    await settle(restMs)
    expect(host.surfaces).toHaveLength(1)
    setParameter('minComponentPx', 201, true)
    await result(2)
    expect(host.surfaces).toHaveLength(1)
    await settle(restMs)
    expect(host.surfaces.map(({ segmentationId }) => segmentationId)).toEqual(['segmentation-0', 'segmentation-2'])
    expect(coarse).toHaveLength(1)
  })

  it('makes one coarse surface at a time, of the newest result', async () => {
    setParameter('minComponentPx', 200, false)
    await result(1)
    setParameter('minComponentPx', 300, false)
    await result(2)
    setParameter('minComponentPx', 400, false)
    await result(3)
    expect(coarse).toHaveLength(1)
    coarse[0]?.done()
    await settle()
    expect(coarse.map(({ request }) => request.labels[0]?.mask.words.at(-1))).toEqual([200, 400])
  })
})
