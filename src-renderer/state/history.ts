/** What was, what is, what was undone; values are compared by `Object.is` only by those who push. */
export interface History<Value> {
  readonly past: readonly Value[]
  readonly present: Value
  readonly future: readonly Value[]
}

const longest = 100

export function startHistory<Value>(present: Value): History<Value> {
  return { past: [], present, future: [] }
}

/** A new present; what was undone before is forgotten. */
export function pushHistory<Value>(history: History<Value>, present: Value): History<Value> {
  return { past: [...history.past, history.present].slice(-longest), present, future: [] }
}

/** The history itself where there is nothing to undo. */
export function undoHistory<Value>(history: History<Value>): History<Value> {
  const previous = history.past.at(-1)
  if (previous === undefined) return history
  return { past: history.past.slice(0, -1), present: previous, future: [history.present, ...history.future] }
}

/** The history itself where there is nothing to redo. */
export function redoHistory<Value>(history: History<Value>): History<Value> {
  const next = history.future[0]
  if (next === undefined) return history
  return { past: [...history.past, history.present], present: next, future: history.future.slice(1) }
}
