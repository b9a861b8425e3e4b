import { expect, it } from 'vitest'
import { inLanes } from '../../src-main/engine/in-lanes.ts'

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

it('does every piece once, no more at a time than there are lanes, outcomes in order', async () => {
  let [running, most] = [0, 0]
  const outcomes = await inLanes(3, 10, undefined, async (n) => {
    most = Math.max(most, ++running)
    for (let turns = 0; turns < 10 - n; turns++) await turn()
    running--
    return n * n
  })
  expect(outcomes).toEqual([0, 1, 4, 9, 16, 25, 36, 49, 64, 81])
  expect(most).toBe(3)
})

it('throws the first failure when no other piece runs any more', async () => {
  const ended: number[] = []
  const work = inLanes(2, 100, undefined, async (n, signal) => {
    if (n === 3) throw new Error('three')
    for (let turns = 0; turns < 5 && !signal.aborted; turns++) await turn()
    ended.push(n)
    if (signal.aborted) throw new Error('aborted')
  })
  await expect(work).rejects.toThrow('three')
  const before = ended.length
  await turn()
  expect(ended.length).toBe(before)
  expect(ended.length).toBeLessThan(6)
})

it('hands the caller’s signal on', async () => {
  const cancel = new AbortController()
  cancel.abort(new Error('gone'))
  const work = inLanes(2, 4, cancel.signal, async (_, signal) => signal.throwIfAborted())
  await expect(work).rejects.toThrow('gone')
})
