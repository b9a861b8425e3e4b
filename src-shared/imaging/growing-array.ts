/** A Float32Array that grows by doubling; `length` is what is used of it. */
export interface GrowingFloats {
  data: Float32Array<ArrayBuffer>
  length: number
}

/** A Uint32Array that grows by doubling; `length` is what is used of it. */
export interface GrowingIntegers {
  data: Uint32Array<ArrayBuffer>
  length: number
}

export const growingFloats = (capacity: number): GrowingFloats => ({ data: new Float32Array(capacity), length: 0 })
export const growingIntegers = (capacity: number): GrowingIntegers => ({ data: new Uint32Array(capacity), length: 0 })

const nextCapacity = (capacity: number, needed: number): number => Math.max(capacity * 2, needed)

/** Makes room for `more` numbers behind those in use. */
export function reserveFloats(array: GrowingFloats, more: number): void {
  const needed = array.length + more
  if (needed <= array.data.length) return
  const data = new Float32Array(nextCapacity(array.data.length, needed))
  data.set(array.data.subarray(0, array.length))
  array.data = data
}

/** Makes room for `more` numbers behind those in use. */
export function reserveIntegers(array: GrowingIntegers, more: number): void {
  const needed = array.length + more
  if (needed <= array.data.length) return
  const data = new Uint32Array(nextCapacity(array.data.length, needed))
  data.set(array.data.subarray(0, array.length))
  array.data = data
}
