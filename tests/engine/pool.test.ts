import { afterEach, describe, expect, it, vi } from 'vitest'
import { createPool, type Pool } from '../../src-main/engine/pool.ts'
import type { Progress } from '../../src-shared/contract.ts'
import type { poolTasks } from '../support/pool-tasks.ts'

type Tasks = typeof poolTasks
const pools: Pool<Tasks>[] = []
const makePool = (threads: number): Pool<Tasks> => {
  const pool = createPool<Tasks>(threads, { url: new URL('../support/pool-tasks.ts', import.meta.url), heapMb: 64 })
  pools.push(pool)
  return pool
}
afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()))
})

describe('pool', () => {
  it('runs tasks in threads, more of them than there are threads', async () => {
    const pool = makePool(2)
    const sums = await Promise.all(Array.from({ length: 20 }, (_, n) => pool.run('add', { a: n, b: 1 })))
    expect(sums).toEqual(Array.from({ length: 20 }, (_, n) => n + 1))
  })

  it('ends idle threads when asked, never busy ones, and makes new ones as they are needed', async () => {
    const pool = makePool(2)
    await Promise.all([pool.run('add', { a: 1, b: 1 }), pool.run('add', { a: 2, b: 2 })])
    const busy = pool.run('count', { to: 200_000 })
    await pool.endIdle()
    await busy
    await pool.endIdle()
    expect(await pool.run('add', { a: 3, b: 3 })).toBe(6)
  })

  it('shares memory instead of copying it', async () => {
    const shared = new Uint8Array(new SharedArrayBuffer(8))
    expect(await makePool(1).run('fill', { shared, value: 7 })).toBe(8)
    expect([...shared]).toEqual([7, 7, 7, 7, 7, 7, 7, 7])
  })

  it('passes every event on and holds progress back to about 20 a second', async () => {
    const pool = makePool(1)
    const words: string[] = []
    await pool.run(
      'tell',
      { words: ['a', 'b', 'c'] },
      { onEvent: (event) => event.type === 'word' && words.push(event.word) },
    )
    expect(words).toEqual(['a', 'b', 'c'])
    const progress: Progress[] = []
    await pool.run('count', { to: 200_000 }, { onEvent: (event) => progress.push(event) })
    expect(progress[0]).toMatchObject({ step: 'count', done: 0, fraction: 0 })
    expect(progress.at(-1)).toMatchObject({ step: 'count', done: 200_000, total: 200_000, fraction: 1 })
    expect(progress.length).toBeLessThan(100)
  })

  it('gives back the Failure a task threw, with its details', async () => {
    const failure = await makePool(1)
      .run('refuse', undefined as never)
      .catch((error: unknown) => error)
    expect(failure).toMatchObject({ code: 'E_GAP', message: 'Slice 4 is missing.', details: { slice: 4 } })
  })

  it('turns a fault into E_INTERNAL that knows where in the thread it happened', async () => {
    const failure = await makePool(1)
      .run('fault', undefined as never)
      .catch((error: unknown) => error)
    expect(failure).toMatchObject({ code: 'E_INTERNAL' })
    const { stack } = (failure as Error).cause as Error
    expect(stack).toMatch(/pool-tasks/)
    expect(stack).not.toMatch(/Doe/)
  })

  for (const end of ['exit', 'crash', 'exhaust'] as const) {
    it(`fails one task with E_WORKER_DIED when its thread ends by ${end}, and goes on`, async () => {
      const pool = makePool(1)
      const [died, after] = await Promise.allSettled([
        pool.run(end, undefined as never),
        pool.run('add', { a: 1, b: 2 }),
      ])
      expect(died).toMatchObject({ status: 'rejected', reason: { code: 'E_WORKER_DIED' } })
      expect(after).toEqual({ status: 'fulfilled', value: 3 })
    })
  }

  for (const task of ['heedful', 'deaf'] as const) {
    it(`cancels a ${task} task and frees its thread`, async () => {
      const pool = makePool(1)
      const abort = new AbortController()
      await pool.run('add', { a: 0, b: 0 })
      const cancelled = pool.run(task, { everyMs: 5 } as never, { signal: abort.signal })
      const next = pool.run('add', { a: 2, b: 2 })
      setTimeout(() => abort.abort(), 50)
      await expect(cancelled).rejects.toMatchObject({ code: 'E_CANCELLED' })
      expect(await next).toBe(4)
    })
  }

  it('keeps what a task prints out of the output', async () => {
    const write = vi.spyOn(process.stdout, 'write')
    await makePool(1).run('print', { text: 'Doe^Jane' })
    const printed = write.mock.calls.map(([text]) => String(text)).join('')
    write.mockRestore()
    expect(printed).not.toContain('Doe')
  })

  it('takes a waiting task out of the queue when it is cancelled, and never starts a cancelled one', async () => {
    const pool = makePool(1)
    const [first, second] = [new AbortController(), new AbortController()]
    const running = pool.run('deaf', undefined as never, { signal: first.signal })
    const waiting = pool.run('add', { a: 1, b: 1 }, { signal: second.signal })
    second.abort()
    await expect(waiting).rejects.toMatchObject({ code: 'E_CANCELLED' })
    await expect(pool.run('add', { a: 1, b: 1 }, { signal: second.signal })).rejects.toMatchObject({
      code: 'E_CANCELLED',
    })
    first.abort()
    await expect(running).rejects.toMatchObject({ code: 'E_CANCELLED' })
  })

  it('runs urgent tasks before others that wait', async () => {
    const pool = makePool(1)
    const order: string[] = []
    const log = (name: string) => () => order.push(name)
    await Promise.all([
      pool.run('add', { a: 0, b: 0 }).then(log('running')),
      pool.run('add', { a: 0, b: 0 }).then(log('patient')),
      pool.run('add', { a: 0, b: 0 }, { urgent: true }).then(log('urgent')),
    ])
    expect(order).toEqual(['running', 'urgent', 'patient'])
  })

  it('cancels what runs and what waits when it is closed', async () => {
    const pool = makePool(1)
    const outcomes = Promise.allSettled([pool.run('deaf', undefined as never), pool.run('add', { a: 1, b: 1 })])
    await pool.close()
    for (const outcome of await outcomes) expect(outcome).toMatchObject({ reason: { code: 'E_CANCELLED' } })
  })
})

it('frees shared memory that was let go of when it is asked to tidy up', async () => {
  const pool = makePool(2)
  const megabytes = (): number => process.memoryUsage().rss / 1e6
  const fill = async (): Promise<void> => {
    await pool.run('fill', { shared: new Uint8Array(new SharedArrayBuffer(100_000_000)), value: 1 })
  }
  await fill()
  pool.tidy()
  const before = megabytes()
  for (let n = 0; n < 6; n++) {
    await fill()
    pool.tidy()
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  expect(megabytes() - before).toBeLessThan(350)
})
