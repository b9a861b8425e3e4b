import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPool, type Pool } from '../../src-main/engine/pool.ts'
import type { Tasks } from '../../src-main/engine/tasks/task-table.ts'
import { runWithCrew } from '../../src-main/engine/with-crew.ts'
import type { Grid } from '../../src-shared/geometry.ts'
import type { LabelMask } from '../../src-shared/labels.ts'
import { type BitMask, createBitMask } from '../../src-shared/mask.ts'
import { testGrids } from '../support/grids.ts'
import { setBit } from '../support/mask-literal.ts'

const size = [60, 50, 70] as const
let mask: BitMask
const grid = testGrids(size)['one voxel a mm'] as Grid
const pools = new Map<number, Pool<Tasks>>()
beforeAll(() => {
  mask = createBitMask(size, true)
  for (let n = 0; n < 40_000; n++) setBit(mask, (n * 7) % 60, (n * 13 + (n >> 4)) % 50, (n * 11 + (n >> 6)) % 70)
  for (const threads of [1, 2, 5]) pools.set(threads, createPool<Tasks>(threads))
})
afterAll(async () => {
  for (const pool of pools.values()) await pool.close()
})
const poolOf = (threads: number): Pool<Tasks> => pools.get(threads) as Pool<Tasks>
// two labels: the crew is given work twice
const labels = (right = mask): LabelMask[] => [
  { label: 1, name: 'right', mask: right },
  { label: 2, name: 'left', mask },
]
const surface = (threads: number, signal?: AbortSignal) =>
  runWithCrew(poolOf(threads), 'surface', { labels: labels(), grid, smoothingIterations: 0 }, { signal })

describe('a task with a crew', () => {
  it('comes out the same with 1, 2 and 5 threads, again and again', async () => {
    const one = await surface(1)
    expect(one.parts.map(({ mesh }) => mesh.indices.length > 100_000)).toEqual([true, true])
    for (const threads of [2, 5, 2, 5]) expect(await surface(threads)).toEqual(one)
  })

  it('goes on alone while the other threads are busy', async () => {
    const pool = poolOf(2)
    const [first, second, third] = await Promise.all([surface(2), surface(2), surface(2)])
    expect(second).toEqual(first)
    expect(third).toEqual(first)
    expect(await pool.run('surface', { labels: labels(), grid, smoothingIterations: 0 })).toEqual(first)
  })

  it('ends when it is cancelled, and leaves the threads to others', async () => {
    const cancel = new AbortController()
    const work = surface(2, cancel.signal)
    cancel.abort()
    await expect(work).rejects.toMatchObject({ code: 'E_CANCELLED' })
    expect((await surface(2)).parts).toHaveLength(2)
  })

  it('tells what went wrong in any of its threads', async () => {
    const bad = { ...mask, words: null as unknown as Uint32Array }
    const work = runWithCrew(poolOf(5), 'surface', { labels: labels(bad), grid, smoothingIterations: 0 }, {})
    await expect(work).rejects.toMatchObject({ code: 'E_INTERNAL' })
    expect((await surface(5)).parts).toHaveLength(2)
  })
})
