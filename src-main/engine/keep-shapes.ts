/**
 * V8 throws optimized code away, when it collects garbage, that was made for objects of a shape of which there is none any
 * more. Objects out of messages go with their task, and the loops of the next task would run half compiled again, at a third
 * of their speed; so this thread keeps one object of each shape, with nothing in it.
 */
const kept = new Map<string, unknown>()
const most = 200

/** Keeps objects of the shapes of this message. They are made as those of messages are, or V8 would see others in them. */
export function keepShapes(message: unknown): void {
  const empty = emptied(message)
  const key = JSON.stringify(empty, (_, value) => (isNumber(value) ? 0 : value))
  if (kept.has(key)) return
  if (kept.size >= most) kept.clear()
  kept.set(key, structuredClone(empty))
}

const isNumber = (value: unknown): boolean => typeof value === 'number' || typeof value === 'bigint'

/** Of the same shapes: arrays of no more than one element, typed arrays and texts without any. */
function emptied(value: unknown): unknown {
  if (typeof value === 'string') return ''
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.slice(0, 1).map(emptied)
  if (ArrayBuffer.isView(value)) return value instanceof DataView ? null : emptyOf(value)
  if (Object.getPrototypeOf(value) !== Object.prototype) return null
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, emptied(part)]))
}

function emptyOf(array: ArrayBufferView): unknown {
  const make = array.constructor as new (length: number) => unknown
  return new make(0)
}
