import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { tidyAtRest } from '../../src-main/engine/tidy-at-rest.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

it('tidies once, a second after the last work', () => {
  const tidy = vi.fn()
  const { owe, stir } = tidyAtRest(tidy)
  owe()
  for (let move = 0; move < 50; move++) {
    stir()
    vi.advanceTimersByTime(900)
  }
  expect(tidy).not.toHaveBeenCalled()
  vi.advanceTimersByTime(100)
  expect(tidy).toHaveBeenCalledTimes(1)
  stir()
  vi.advanceTimersByTime(60_000)
  expect(tidy).toHaveBeenCalledTimes(1)
})

it('does nothing where nothing was let go of', () => {
  const tidy = vi.fn()
  tidyAtRest(tidy).stir()
  vi.advanceTimersByTime(60_000)
  expect(tidy).not.toHaveBeenCalled()
})
