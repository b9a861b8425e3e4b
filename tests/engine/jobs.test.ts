import { setImmediate as soon } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { createJobs, type Job } from '../../src-main/engine/jobs.ts'
import { cancelled, Failure } from '../../src-shared/failure.ts'
import { collect } from '../support/collect.ts'

type Event = { type: 'progress'; done: number } | { type: 'slices'; ready: number[] } | { type: 'done' }

/** Work that ends when it is cancelled, like a task in a thread. */
const untilCancelled =
  (log: string[] = []) =>
  (job: Job<Event>): Promise<void> =>
    new Promise((_, reject) => {
      job.signal.addEventListener('abort', () => {
        log.push('stopped')
        reject(cancelled())
      })
    })

describe('jobs', () => {
  it('streams the events of its work', async () => {
    const jobs = createJobs()
    const stream = jobs.start<Event>({ jobId: 'a' }, async (job) => {
      job.emit({ type: 'progress', done: 1 })
      await soon()
      job.emit({ type: 'done' })
    })
    expect(await collect(stream)).toEqual([{ type: 'progress', done: 1 }, { type: 'done' }])
  })

  it('keeps the newest progress and all ready slices for a slow reader', async () => {
    const jobs = createJobs()
    const stream = jobs.start<Event>({ jobId: 'a' }, async (job) => {
      for (let n = 0; n < 1000; n++) job.emit({ type: 'progress', done: n })
      job.emit({ type: 'slices', ready: [5] })
      job.emit({ type: 'slices', ready: [6, 7] })
      job.emit({ type: 'done' })
    })
    await soon()
    expect(await collect(stream)).toEqual([
      { type: 'progress', done: 999 },
      { type: 'slices', ready: [5, 6, 7] },
      { type: 'done' },
    ])
  })

  it('passes on the Failure of its work', async () => {
    const stream = createJobs().start<Event>({ jobId: 'a' }, async () => {
      throw new Failure('E_GAP', 'Slice 4 is missing.')
    })
    await expect(stream.next()).rejects.toMatchObject({ code: 'E_GAP' })
  })

  it('refuses a second job of the same id while the first runs, and takes it after', async () => {
    const jobs = createJobs()
    jobs.start<Event>({ jobId: 'a' }, untilCancelled())
    expect(() => jobs.start<Event>({ jobId: 'a' }, untilCancelled())).toThrow(
      expect.objectContaining({ code: 'E_USAGE' }),
    )
    await jobs.cancel('a')
    expect(await collect(jobs.start<Event>({ jobId: 'a' }, async () => {}))).toEqual([])
  })

  it('cancels by id, and says so only when the work has stopped', async () => {
    const jobs = createJobs()
    const log: string[] = []
    const stream = jobs.start<Event>({ jobId: 'a' }, untilCancelled(log))
    const next = stream.next()
    expect(await jobs.cancel('a')).toBe(true)
    expect(log).toEqual(['stopped'])
    await expect(next).rejects.toMatchObject({ code: 'E_CANCELLED' })
    expect(await jobs.cancel('a')).toBe(false)
  })

  it('heeds a cancel that came before the job', async () => {
    const jobs = createJobs()
    expect(await jobs.cancel('a')).toBe(false)
    const stream = jobs.start<Event>({ jobId: 'a' }, async (job) => job.signal.throwIfAborted())
    await expect(stream.next()).rejects.toMatchObject({ code: 'E_CANCELLED' })
    expect(await collect(jobs.start<Event>({ jobId: 'a' }, async (job) => job.signal.throwIfAborted()))).toEqual([])
  })

  it('cancels when its stream is closed', async () => {
    const log: string[] = []
    const stream = createJobs().start<Event>({ jobId: 'a' }, untilCancelled(log))
    await stream.return()
    expect(log).toEqual(['stopped'])
  })

  it('cancels when its caller goes away, also before it began', async () => {
    const caller = new AbortController()
    const jobs = createJobs()
    const first = jobs.start<Event>({ jobId: 'a', signal: caller.signal }, untilCancelled())
    caller.abort()
    await expect(first.next()).rejects.toMatchObject({ code: 'E_CANCELLED' })
    const second = jobs.start<Event>({ jobId: 'b', signal: caller.signal }, async (job) => job.signal.throwIfAborted())
    await expect(second.next()).rejects.toMatchObject({ code: 'E_CANCELLED' })
  })

  it('lets only the newest of the jobs with one key go on', async () => {
    const jobs = createJobs()
    const old = jobs.start<Event>({ jobId: 'a', supersedes: 'volume 1' }, untilCancelled())
    const other = jobs.start<Event>({ jobId: 'b', supersedes: 'volume 2' }, untilCancelled())
    const newest = jobs.start<Event>({ jobId: 'c', supersedes: 'volume 1' }, async (job) => job.emit({ type: 'done' }))
    await expect(old.next()).rejects.toMatchObject({ code: 'E_CANCELLED' })
    expect(await collect(newest)).toEqual([{ type: 'done' }])
    expect(await jobs.cancel('b')).toBe(true)
    await expect(other.next()).rejects.toMatchObject({ code: 'E_CANCELLED' })
  })

  it('cancels all when it is closed', async () => {
    const jobs = createJobs()
    const log: string[] = []
    for (const jobId of ['a', 'b']) void jobs.start<Event>({ jobId }, untilCancelled(log))
    await jobs.close()
    expect(log).toEqual(['stopped', 'stopped'])
  })
})
