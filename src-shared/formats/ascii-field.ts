/** Writes text into a fixed field of a header: printable ASCII only, cut to `length`, padded with `pad`. */
export function writeAscii(bytes: Uint8Array, offset: number, length: number, text: string, pad = 0): void {
  for (let n = 0; n < length; n++) {
    const code = n < text.length ? text.charCodeAt(n) : pad
    bytes[offset + n] = code === pad || (code >= 32 && code < 127) ? code : 63
  }
}

/** Text of a fixed field of a header up to its first NUL, trailing spaces cut. */
export function readAscii(bytes: Uint8Array, offset: number, length: number): string {
  let text = ''
  for (let n = 0; n < length; n++) {
    const code = bytes[offset + n] as number
    if (code === 0) break
    text += String.fromCharCode(code)
  }
  return text.trimEnd()
}
