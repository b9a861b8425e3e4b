import { describe, expect, it } from 'vitest'
import { pushHistory, redoHistory, startHistory, undoHistory } from '../../src-renderer/state/history.ts'

describe('history of parameters', () => {
  it('goes back and forth through what was', () => {
    const three = pushHistory(pushHistory(startHistory(1), 2), 3)
    const back = undoHistory(undoHistory(three))
    expect(back.present).toBe(1)
    expect(back.future).toEqual([2, 3])
    expect(redoHistory(back).present).toBe(2)
    expect(redoHistory(redoHistory(back))).toEqual(three)
  })

  it('forgets what was undone once something new is done', () => {
    const changed = pushHistory(undoHistory(pushHistory(startHistory('a'), 'b')), 'c')
    expect(changed.future).toEqual([])
    expect(redoHistory(changed)).toBe(changed)
    expect(undoHistory(changed).present).toBe('a')
  })

  it('stays as it is at both ends', () => {
    const start = startHistory(7)
    expect(undoHistory(start)).toBe(start)
    expect(redoHistory(start)).toBe(start)
  })

  it('keeps the last hundred steps', () => {
    let history = startHistory(0)
    for (let value = 1; value <= 150; value++) history = pushHistory(history, value)
    expect(history.past).toHaveLength(100)
    expect(history.past[0]).toBe(50)
  })
})
