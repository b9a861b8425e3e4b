import type { Client } from '../../../src-renderer/host/client.ts'
import { setEngine } from '../../../src-renderer/state/engine.ts'
import { useVolume } from '../../../src-renderer/state/volume-store.ts'
import type { SegmentationInfo, SegmentEvent, VolumeInfo } from '../../../src-shared/contract.ts'
import { wordsPerRow } from '../../../src-shared/mask.ts'

const size = [40, 4, 3] as const

/** One run that a store asked for; the test says how it goes. */
export interface FakeRun {
  readonly jobId: string
  readonly v: number
  readonly cancelled: () => boolean
  send(event: SegmentEvent): void
  done(): void
}

export interface FakeHost {
  readonly runs: FakeRun[]
  readonly cancelled: string[]
  /** Results whose full surface was asked for. */
  readonly surfaces: { readonly segmentationId: string; readonly jobId: string }[]
  run(index: number): FakeRun
}

function result(id: string, v: number): SegmentationInfo {
  return {
    segmentationId: id,
    volumeId: 'volume',
    method: 'article',
    parameters: { planes: 'axial', minComponentPx: v, smoothingIterations: 0 },
    stages: [
      { stage: 'border', seconds: 0, reused: false, figures: { voxels: 1 }, findings: [] },
      { stage: 'small-parts', seconds: 0, reused: false, figures: { voxels: 1 }, findings: [] },
    ],
    findings: [],
    empty: false,
    volumes: { lungs: { label: 1, voxels: v, volumeMl: v } },
    sliceRange: [0, 2],
    threshold: { hu: -400, raw: 0.3 },
    histogram: { fromHU: -1024, binHU: 16, counts: [1] },
    parts: {
      total: 1,
      removed: 0,
      removedVoxels: 0,
      removedMl: 0,
      sizes: [[1, 1]],
      pixelMeasure: 1,
      pixelUnit: 'mm²',
    },
    seconds: 0.1,
  }
}

/** A host that runs a method when the test says so, with an open series. Every word of a mask is the run's V. */
export function fakeHost(): FakeHost {
  const runs: FakeRun[] = []
  const cancelled: string[] = []
  const surfaces: { segmentationId: string; jobId: string }[] = []
  const values = new Map<string, number>()
  const client = {
    jobs: {
      cancel: async ({ jobId }: { jobId: string }) => {
        cancelled.push(jobId)
        return { cancelled: true }
      },
    },
    settings: { set: async () => ({}) },
    segmentation: {
      // never done: what is of interest is when it is asked for and when it is stopped
      surface: async ({ segmentationId, jobId }: { segmentationId: string; jobId: string }) => {
        surfaces.push({ segmentationId, jobId })
        return (async function* (): AsyncGenerator<never> {
          await new Promise(() => {})
        })()
      },
      run: async ({ jobId, parameters }: { jobId: string; parameters: Record<string, number> }) => {
        const v = Number(parameters['minComponentPx'])
        const waiting: SegmentEvent[] = []
        let wake: () => void = () => {}
        const send = (event: SegmentEvent): void => {
          waiting.push(event)
          wake()
        }
        const id = `segmentation-${runs.length}`
        values.set(id, v)
        runs.push({
          jobId,
          v,
          cancelled: () => cancelled.includes(jobId),
          send,
          done: () => send({ type: 'done', segmentation: result(id, v) }),
        })
        async function* events(): AsyncGenerator<SegmentEvent> {
          for (;;) {
            const event = waiting.shift()
            if (event === undefined) await new Promise<void>((resolve) => (wake = resolve))
            else {
              yield event
              if (event.type === 'done') return
            }
          }
        }
        return events()
      },
    },
  }
  setEngine({
    client: client as unknown as Client,
    fetchBytes: async (path) => {
      const id = /masks\/([^/]+)\//.exec(path)?.[1] ?? ''
      const words = new Uint32Array(wordsPerRow(size[0]) * size[1] * size[2]).fill(values.get(id) ?? 0)
      return { buffer: words.buffer, headers: new Headers() }
    },
  })
  const info: VolumeInfo = {
    volumeId: 'volume',
    seriesId: 'series',
    grid: {
      size,
      spacing: [1, 1, 1],
      origin: [0, 0, 0],
      direction: [
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
      ],
    },
    sheared: false,
    plane: 'axial',
    slices: [],
  }
  useVolume.setState({ info, loaded: true })
  return {
    runs,
    cancelled,
    surfaces,
    run(index) {
      const found = runs[index]
      if (found === undefined) throw new Error(`run ${index} was not asked for`)
      return found
    },
  }
}
