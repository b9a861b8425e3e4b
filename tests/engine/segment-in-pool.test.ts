import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPool, type Pool } from '../../src-main/engine/pool.ts'
import { segmentInPool } from '../../src-main/engine/segment-in-pool.ts'
import type { SegmentOutput } from '../../src-main/engine/tasks/segment-task.ts'
import type { Tasks } from '../../src-main/engine/tasks/task-table.ts'
import type { StageResult } from '../../src-shared/contract.ts'
import type { MethodState } from '../../src-shared/segmentation/method.ts'
import { finalLabels } from '../../src-shared/segmentation/run-method.ts'
import type { Volume } from '../../src-shared/volume.ts'
import { plainChest, volumeOfChest } from '../support/chest-cases.ts'
import { loadSeries } from '../support/load-series.ts'
import { volumeOf } from '../support/raw-series.ts'
import { syntheticChest } from '../support/synthetic-chest.ts'
import { describeWithData } from '../support/test-data.ts'

let volume: Volume
const pools = new Map<number, Pool<Tasks>>()
beforeAll(() => {
  volume = shared(volumeOf(syntheticChest()))
  for (const threads of [1, 2, 5]) pools.set(threads, createPool<Tasks>(threads))
})
afterAll(async () => {
  for (const pool of pools.values()) await pool.close()
})
/** The volume with its voxels where every thread sees them. */
function shared(chest: Volume): Volume {
  const hu = new Int16Array(new SharedArrayBuffer(chest.hu.byteLength))
  hu.set(chest.hu)
  return { ...chest, hu }
}
const poolOf = (threads: number): Pool<Tasks> => pools.get(threads) as Pool<Tasks>

const run = (
  threads: number,
  parameters: Record<string, unknown>,
  previous: MethodState | null = null,
): Promise<SegmentOutput> =>
  segmentInPool(
    poolOf(threads),
    { method: 'article', parameters, volume, previous, pieceVoxels },
    { onEvent: () => {} },
  )

/** The standard method, cut into pieces wherever it can be. */
const runStandard = (threads: number, of: Volume, previous: MethodState | null = null): Promise<SegmentOutput> =>
  segmentInPool(
    poolOf(threads),
    { method: 'standard', parameters: {}, volume: of, previous, pieceVoxels },
    { onEvent: () => {} },
  )

/** The chest again and again, so that a run is still on its way when a message comes back. */
function tall(times: number): Volume {
  const { grid, hu, slices } = volume
  const [nx, ny, nz] = grid.size
  const all = new Int16Array(new SharedArrayBuffer(times * hu.byteLength))
  for (let n = 0; n < times; n++) all.set(hu, n * hu.length)
  return {
    ...volume,
    grid: { ...grid, size: [nx, ny, nz * times] },
    hu: all,
    slices: Array.from({ length: nz * times }, (_, k) => ({
      ...(slices[k % nz] as Volume['slices'][number]),
      instanceNumber: k + 1,
    })),
  }
}

/** So small that the drawn chest is cut into several pieces. */
const pieceVoxels = 1000

const timeless = ({ state, info }: SegmentOutput): unknown => ({
  stages: state.stages.map(({ products, result }) => ({ products, ...result, seconds: 0 })),
  info: { ...info, stages: info.stages.map((stage) => ({ ...stage, seconds: 0 })) },
})

describe.each(['axial', 'rows'])('a run on %s planes', (planes) => {
  it('is the same, bit for bit, with 1, 2 and 5 threads', async () => {
    const one = timeless(await run(1, { planes }))
    expect(timeless(await run(2, { planes }))).toEqual(one)
    expect(timeless(await run(5, { planes }))).toEqual(one)
  })

  it('goes on from a run of another number of threads', async () => {
    const many = await run(5, { planes })
    const again = await run(2, { planes, minComponentPx: 7 }, many.state)
    expect(again.info.stages.map(({ reused }) => reused)).toEqual([true, true, true, false, false])
    const fresh = await run(1, { planes, minComponentPx: 7 })
    expect(again.info.volumes).toEqual(fresh.info.volumes)
    expect(again.state.stages.at(-1)?.products).toEqual(fresh.state.stages.at(-1)?.products)
  })
})

it('tells every stage and progress that never goes back', async () => {
  const stages: StageResult[] = []
  const fractions: number[] = []
  const { info } = await segmentInPool(
    poolOf(2),
    { method: 'article', parameters: {}, volume, previous: null, pieceVoxels },
    {
      onEvent: (event) => {
        if (event.type === 'stage') stages.push(event.result)
        else fractions.push(event.fraction)
      },
    },
  )
  expect(stages).toEqual(info.stages)
  expect(stages.map(({ stage }) => stage)).toEqual(['normalize', 'threshold', 'border', 'small-parts', 'closing'])
  expect(fractions).toEqual(fractions.toSorted((a, b) => a - b))
  expect(fractions.at(-1)).toBeCloseTo(1, 12)
})

it('stops in the middle where it is cancelled', async () => {
  const cancel = new AbortController()
  const told: string[] = []
  const work = segmentInPool(
    poolOf(2),
    { method: 'article', parameters: {}, volume: tall(12), previous: null, pieceVoxels },
    {
      signal: cancel.signal,
      onEvent: (event) => {
        if (event.type !== 'stage') return
        told.push(event.result.stage)
        if (event.result.stage === 'threshold') cancel.abort()
      },
    },
  )
  await expect(work).rejects.toMatchObject({ code: 'E_CANCELLED' })
  expect(told).toEqual(['normalize', 'threshold'])
  expect((await run(2, {})).info.empty).toBe(false)
})

it('refuses a bad parameter before any thread is asked', async () => {
  await expect(run(2, { minComponentPx: -1 })).rejects.toMatchObject({ code: 'E_PARAMETER' })
})

describe('the standard method gives the same, bit for bit, with 1, 2 and 5 threads', () => {
  it('on a phantom, all of it', async () => {
    const chest = shared(volumeOfChest(plainChest()))
    const one = timeless(await runStandard(1, chest))
    expect(timeless(await runStandard(2, chest))).toEqual(one)
    expect(timeless(await runStandard(5, chest))).toEqual(one)
  })

  describeWithData('on a scan', ['chest-ct64', 'dicom'], (folder) => {
    it('labels, measurements and findings', async () => {
      const chest = await loadSeries(folder)
      const { info, state } = await runStandard(1, chest)
      expect(info.empty).toBe(false)
      const two = await runStandard(2, chest)
      expect(finalLabels(two.state)).toEqual(finalLabels(state))
      expect(timeless({ ...two, state: { ...two.state, stages: [] } })).toEqual(
        timeless({ info, state: { ...state, stages: [] } }),
      )
    })
  })
})
