import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { SpareMemory } from '../../src-main/engine/spare-memory.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

function spareMemory() {
  const onDrop = vi.fn()
  return { spare: new SpareMemory(onDrop), onDrop }
}

describe('SpareMemory', () => {
  it('gives what it keeps once, to what fills most of it', () => {
    const { spare, onDrop } = spareMemory()
    const buffer = new SharedArrayBuffer(1000)
    spare.keep(buffer)
    expect(spare.bytes).toBe(1000)
    expect(spare.take(750)).toBe(buffer)
    expect([spare.bytes, spare.take(750)]).toEqual([0, null])
    expect(onDrop).not.toHaveBeenCalled()
  })

  it.each([749, 1001])('lets go of what does not suit %d bytes', (bytes) => {
    const { spare, onDrop } = spareMemory()
    spare.keep(new SharedArrayBuffer(1000))
    expect(spare.take(bytes)).toBe(null)
    expect(spare.bytes).toBe(0)
    expect(onDrop).toHaveBeenCalledOnce()
  })

  it('keeps one, and that for twenty seconds', () => {
    const { spare, onDrop } = spareMemory()
    spare.keep(new SharedArrayBuffer(1000))
    vi.advanceTimersByTime(15_000)
    spare.keep(new SharedArrayBuffer(2000))
    expect(onDrop).toHaveBeenCalledOnce()
    vi.advanceTimersByTime(19_999)
    expect(spare.bytes).toBe(2000)
    vi.advanceTimersByTime(1)
    expect(spare.bytes).toBe(0)
    expect(onDrop).toHaveBeenCalledTimes(2)
  })

  it('does not take back what was taken', () => {
    const { spare, onDrop } = spareMemory()
    spare.keep(new SharedArrayBuffer(1000))
    spare.take(1000)
    vi.advanceTimersByTime(60_000)
    expect(onDrop).not.toHaveBeenCalled()
  })
})
