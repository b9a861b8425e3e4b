import { describe, expect, it, vi } from 'vitest'
import { EventStream } from '../../src-main/engine/event-stream.ts'
import { collect } from '../support/collect.ts'

const numbers = (onClose = () => {}) =>
  new EventStream<number>({ merge: (a, b) => (a % 10 === b % 10 ? b : null), onClose })

describe('EventStream', () => {
  it('gives events in order, then ends', async () => {
    const stream = numbers()
    stream.push(1)
    stream.push(2)
    stream.end()
    expect(await collect(stream)).toEqual([1, 2])
  })

  it('wakes a reader that waits', async () => {
    const stream = numbers()
    const next = stream.next()
    stream.push(5)
    expect(await next).toEqual({ done: false, value: 5 })
  })

  it('joins what a slow reader has not taken', async () => {
    const stream = numbers()
    for (const n of [1, 11, 21, 2, 12, 1]) stream.push(n)
    stream.end()
    expect(await collect(stream)).toEqual([21, 12, 1])
  })

  it('gives waiting events before it throws, and throws once', async () => {
    const stream = numbers()
    stream.push(1)
    stream.fail(new Error('broken'))
    expect(await stream.next()).toEqual({ done: false, value: 1 })
    await expect(stream.next()).rejects.toThrow('broken')
    expect(await stream.next()).toEqual({ done: true, value: undefined })
  })

  it('closes at once while a reader waits, and tells the writer', async () => {
    const onClose = vi.fn()
    const stream = numbers(onClose)
    const waiting = stream.next()
    await stream.return()
    expect(await waiting).toEqual({ done: true, value: undefined })
    expect(onClose).toHaveBeenCalledOnce()
    stream.push(3)
    expect(await stream.next()).toEqual({ done: true, value: undefined })
  })

  it('is closed by leaving a loop', async () => {
    const onClose = vi.fn()
    const stream = numbers(onClose)
    stream.push(1)
    for await (const _ of stream) break
    expect(onClose).toHaveBeenCalledOnce()
  })
})
