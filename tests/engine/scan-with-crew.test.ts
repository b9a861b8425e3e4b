import { setTimeout as wait } from 'node:timers/promises'
import { deserialize } from 'node:v8'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPool, type Pool } from '../../src-main/engine/pool.ts'
import type { ScanOutput } from '../../src-main/engine/tasks/scan-task.ts'
import type { Tasks } from '../../src-main/engine/tasks/task-table.ts'
import { runWithCrew } from '../../src-main/engine/with-crew.ts'
import { controlSeries, writeFiles } from '../support/dicom/control-series.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const pools = new Map<number, Pool<Tasks>>()
beforeAll(() => {
  for (const threads of [1, 2, 5]) pools.set(threads, createPool<Tasks>(threads))
})
afterAll(async () => {
  for (const pool of pools.values()) await pool.close()
})
const scan = (threads: number, folder: string, signal?: AbortSignal): Promise<ScanOutput> =>
  runWithCrew(pools.get(threads) as Pool<Tasks>, 'scan', { folder, scanKey: 'key' }, { signal })

/** All that was found, the time it took left out. */
const found = ({ scan: { seconds: _, ...facts }, sources }: ScanOutput): unknown => ({
  facts,
  sources: sources.map(({ seriesId, source }) => [seriesId, deserialize(Uint8Array.from(source.bytes))]),
})

describe('a folder scanned by a crew', () => {
  it('comes out the same with 1, 2 and 5 threads, whatever is wrong with its files', async () => {
    const folder = temporaryFolder()
    const good = controlSeries(undefined, 300)
    const [[, image]] = Object.entries(good) as [[string, Uint8Array]]
    const bad = Object.fromEntries(
      Array.from({ length: 150 }, (_, n) => [`bad${n}`, image.subarray(0, n * 9)] as const),
    )
    writeFiles(folder, { ...good, ...bad })
    // files written just now bear no stamp
    await wait(3000)
    const one = await scan(1, folder)
    expect(one.scan.files).toMatchObject({ total: 450 })
    expect(one.scan.files.skipped.length).toBeGreaterThanOrEqual(140)
    for (const threads of [2, 5, 2, 5]) expect(found(await scan(threads, folder))).toEqual(found(one))
  })

  it('ends when it is cancelled, and can be scanned again', async () => {
    const folder = temporaryFolder()
    writeFiles(folder, controlSeries(undefined, 400))
    const cancel = new AbortController()
    const work = scan(2, folder, cancel.signal)
    cancel.abort()
    await expect(work).rejects.toMatchObject({ code: 'E_CANCELLED' })
    expect((await scan(2, folder)).scan.files.used).toBe(400)
  })
})
