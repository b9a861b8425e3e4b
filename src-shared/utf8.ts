const decodedAtOnce = 8192
const replacement = 0xfffd

/** Text as UTF-8; halves of surrogate pairs become U+FFFD. Source: Unicode 16, section 3.9, table 3-6. */
export function encodeUtf8(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length * 3)
  let at = 0
  for (let n = 0; n < text.length; n++) {
    const unit = text.charCodeAt(n)
    if (unit < 0x80) {
      bytes[at++] = unit
      continue
    }
    const point = unit >= 0xd800 && unit < 0xe000 ? (text.codePointAt(n) as number) : unit
    if (point > 0xffff) n++
    const code = point >= 0xd800 && point < 0xe000 ? replacement : point
    if (code < 0x800) {
      bytes[at++] = 0xc0 | (code >> 6)
    } else {
      if (code < 0x10000) {
        bytes[at++] = 0xe0 | (code >> 12)
      } else {
        bytes[at++] = 0xf0 | (code >> 18)
        bytes[at++] = 0x80 | ((code >> 12) & 0x3f)
      }
      bytes[at++] = 0x80 | ((code >> 6) & 0x3f)
    }
    bytes[at++] = 0x80 | (code & 0x3f)
  }
  return bytes.subarray(0, at)
}

/** Text of bytes that `encodeUtf8` wrote; what is no such text comes back as something else, or as U+FFFD. */
export function decodeUtf8(bytes: Uint8Array): string {
  let text = ''
  const units: number[] = []
  for (let n = 0; n < bytes.length; ) {
    const first = bytes[n++] as number
    const more = first < 0x80 ? 0 : first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : first >= 0xc0 ? 1 : -1
    let code = more <= 0 ? first : first & (0x3f >> more)
    for (let m = 0; m < more; m++) code = (code << 6) | ((bytes[n++] ?? 0) & 0x3f)
    if (more < 0 || code > 0x10ffff) code = replacement
    if (code > 0xffff) units.push(0xd800 + ((code - 0x10000) >> 10), 0xdc00 + (code & 0x3ff))
    else units.push(code)
    if (units.length < decodedAtOnce) continue
    text += String.fromCharCode(...units)
    units.length = 0
  }
  return text + String.fromCharCode(...units)
}
