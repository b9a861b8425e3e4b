import { deserialize, serialize } from 'node:v8'

/**
 * A value as bytes that every thread sees: the main thread keeps it and hands it on without ever reading it, so that lists of
 * thousands of files cost it nothing.
 */
export interface Sealed<Value> {
  /** Equal for equal content of one start; threads keep what they opened last under it. */
  readonly key: string
  readonly bytes: Uint8Array
  /** Never set: it carries the type. */
  readonly opens?: Value
}

const openedLimit = 4
const opened = new Map<string, unknown>()

export function seal<Value>(key: string, value: Value): Sealed<Value> {
  const plain = serialize(value)
  const bytes = new Uint8Array(new SharedArrayBuffer(plain.byteLength))
  bytes.set(plain)
  return { key, bytes }
}

/** The value again; the last few are kept, so it must not be changed. */
export function unseal<Value>({ key, bytes }: Sealed<Value>): Value {
  const known = opened.get(key)
  opened.delete(key)
  const value = known ?? deserialize(Uint8Array.from(bytes))
  opened.set(key, value)
  for (const oldest of opened.keys()) {
    if (opened.size <= openedLimit) break
    opened.delete(oldest)
  }
  return value as Value
}
