export type SameBytes = (a: Uint8Array, b: Uint8Array) => boolean

/** True where both hold the same bytes. Four at a time where both begin at a multiple of four. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  let difference = 0
  let at = 0
  if (((a.byteOffset | b.byteOffset) & 3) === 0) {
    const fours = a.length >> 2
    const left = new Int32Array(a.buffer as ArrayBuffer, a.byteOffset, fours)
    const right = new Int32Array(b.buffer as ArrayBuffer, b.byteOffset, fours)
    for (let n = 0; n < fours; n++) difference |= (left[n] as number) ^ (right[n] as number)
    at = fours * 4
  }
  for (; at < a.length; at++) difference |= (a[at] as number) ^ (b[at] as number)
  return difference === 0
}
