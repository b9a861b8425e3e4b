import { expect } from 'vitest'

const forbidden =
  /\b(invalid|error|oops|please|illegal|abort(ed)?|fatal|failed|failure|sorry|corrupt(ed)?|bad)\b|!|undefined|null|NaN|\[object/i

/** A sentence as people are told: plain words, no blame, nothing of the program's inside, and a full stop or unit at its end. */
export function expectPlainWords(message: string): void {
  expect(message).not.toMatch(forbidden)
  expect(message).toMatch(/^\S/)
  expect(message.trim()).toBe(message)
  expect(message.length).toBeLessThan(400)
}

/** A sentence that says what to do stands at the end. */
export function expectAdvice(message: string): void {
  expectPlainWords(message)
  expect(message).toMatch(/\b(copy|export|choose|open|take|check|part|go on)\b[^.]*\.$/i)
}
