type Shareable = Float32Array | Uint32Array

/** The same numbers where every thread sees them; the array itself if it is there already. */
export function shareArray<Numbers extends Shareable>(array: Numbers): Numbers {
  if (array.buffer instanceof SharedArrayBuffer) return array
  const make = array.constructor as new (buffer: SharedArrayBuffer) => Numbers
  const shared = new make(new SharedArrayBuffer(array.byteLength))
  shared.set(array)
  return shared
}
