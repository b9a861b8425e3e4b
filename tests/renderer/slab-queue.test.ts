import { describe, expect, it } from 'vitest'
import { createSlabQueue } from '../../src-renderer/state/slab-queue.ts'

function harness(nearest: () => number, slabSlices = 4, parallel = 1) {
  const fetched: [number, number][] = []
  const ends: (() => void)[] = []
  const queue = createSlabQueue({
    fetchSlab: (z0, z1) => {
      fetched.push([z0, z1])
      return new Promise((resolve) => ends.push(resolve))
    },
    nearest,
    slabSlices,
    parallel,
  })
  const endNext = async (): Promise<void> => {
    ends.shift()?.()
    await new Promise((resolve) => setTimeout(resolve))
  }
  return { queue, fetched, endNext }
}

const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index)

describe('slab queue', () => {
  it('fetches what is nearest to the slice on screen first, neighbours together', async () => {
    const { queue, fetched, endNext } = harness(() => 10)
    queue.add(range(20))
    await endNext()
    const [first] = fetched
    expect(first?.[0]).toBeLessThanOrEqual(10)
    expect(first?.[1]).toBeGreaterThan(10)
  })

  it('fetches each slice once and never more than a slab', async () => {
    const { queue, fetched, endNext } = harness(() => 3)
    queue.add([0, 1, 2, 3])
    queue.add([9, 5, 6, 7, 8])
    const idle = queue.idle()
    for (let step = 0; step < 10; step++) await endNext()
    await idle
    const slices = fetched.flatMap(([z0, z1]) => range(z1 - z0).map((offset) => z0 + offset))
    expect(slices.sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 5, 6, 7, 8, 9])
    expect(Math.max(...fetched.map(([z0, z1]) => z1 - z0))).toBeLessThanOrEqual(4)
  })

  it('keeps to its number of fetches at a time', () => {
    const { queue, fetched } = harness(() => 0, 2, 2)
    queue.add(range(10))
    expect(fetched).toHaveLength(2)
    expect(queue.waiting).toBe(6)
  })

  it('is idle at once where nothing was asked', async () => {
    await harness(() => 0).queue.idle()
  })

  it('stops at the first failure and says so', async () => {
    const queue = createSlabQueue({
      fetchSlab: () => Promise.reject(new Error('gone')),
      nearest: () => 0,
      slabSlices: 1,
      parallel: 1,
    })
    queue.add(range(3))
    await expect(queue.idle()).rejects.toThrow('gone')
    expect(queue.waiting).toBe(2)
  })
})
