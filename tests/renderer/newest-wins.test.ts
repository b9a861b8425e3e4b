import { describe, expect, it, vi } from 'vitest'
import { createNewestWins } from '../../src-renderer/state/newest-wins.ts'

interface Started {
  readonly value: number
  readonly signal: AbortSignal
  readonly end: () => void
}

function harness(patienceMs: number) {
  const started: Started[] = []
  let time = 0
  const queue = createNewestWins<number>(
    (value, signal) =>
      new Promise((resolve) => {
        started.push({ value, signal, end: resolve })
        signal.addEventListener('abort', () => resolve())
      }),
    { patienceMs, now: () => time },
  )
  const at = (index: number): Started => {
    const run = started[index]
    if (run === undefined) throw new Error(`run ${index} was not started`)
    return run
  }
  return {
    queue,
    started,
    at,
    pass: (ms: number) => {
      time += ms
    },
  }
}

const settle = () => new Promise((resolve) => setTimeout(resolve))

describe('newest wins', () => {
  it('lets a short run end and then runs only the newest request', async () => {
    const { queue, started, at } = harness(1000)
    for (const value of [1, 2, 3, 4]) queue.request(value)
    expect(started.map((run) => run.value)).toEqual([1])
    expect(at(0).signal.aborted).toBe(false)
    at(0).end()
    await settle()
    expect(started.map((run) => run.value)).toEqual([1, 4])
    at(1).end()
    await settle()
    expect(queue.busy).toBe(false)
  })

  it('stops a run that went on for longer than patience', async () => {
    const { queue, started, at, pass } = harness(400)
    queue.request(1)
    pass(500)
    queue.request(2)
    expect(at(0).signal.aborted).toBe(true)
    await settle()
    expect(started.map((run) => run.value)).toEqual([1, 2])
  })

  it('stops a run when patience ends while a newer request waits', async () => {
    vi.useFakeTimers()
    try {
      const { queue, at } = harness(400)
      queue.request(1)
      queue.request(2)
      vi.advanceTimersByTime(399)
      expect(at(0).signal.aborted).toBe(false)
      vi.advanceTimersByTime(1)
      expect(at(0).signal.aborted).toBe(true)
    } finally {
      vi.useRealTimers()
    }
  })

  it('drops what waits when cancelled', async () => {
    const { queue, started, at } = harness(1000)
    queue.request(1)
    queue.request(2)
    queue.cancel()
    expect(at(0).signal.aborted).toBe(true)
    await settle()
    expect(started).toHaveLength(1)
    expect(queue.busy).toBe(false)
  })
})
