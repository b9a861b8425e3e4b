import { getEventListeners } from 'node:events'
import { expect, it } from 'vitest'
import { linkedAbort } from '../../src-main/engine/linked-abort.ts'

it('is aborted with the signal it follows, for the same reason', () => {
  const followed = new AbortController()
  const linked = linkedAbort(followed.signal)
  expect(linked.signal.aborted).toBe(false)
  followed.abort(new Error('gone'))
  expect(linked.signal.reason).toEqual(new Error('gone'))
  expect(linkedAbort(followed.signal).signal.reason).toEqual(new Error('gone'))
})

it('is aborted by itself, which the other signal does not feel', () => {
  const followed = new AbortController()
  const linked = linkedAbort(followed.signal)
  linked.abort()
  expect([linked.signal.aborted, followed.signal.aborted]).toEqual([true, false])
  const alone = linkedAbort(undefined)
  alone.abort()
  expect(alone.signal.aborted).toBe(true)
})

it('leaves nothing at the other signal once it is released', () => {
  const followed = new AbortController()
  const linked = linkedAbort(followed.signal)
  expect(getEventListeners(followed.signal, 'abort')).toHaveLength(1)
  linked.release()
  expect(getEventListeners(followed.signal, 'abort')).toHaveLength(0)
  followed.abort()
  expect(linked.signal.aborted).toBe(false)
})
