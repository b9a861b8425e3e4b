/** Printable ASCII and line breaks as bytes; every other character becomes a question mark. */
export function asciiBytes(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length)
  for (let n = 0; n < text.length; n++) {
    const code = text.charCodeAt(n)
    bytes[n] = code === 10 || (code >= 32 && code < 127) ? code : 63
  }
  return bytes
}

/** Bytes as text, one character each. */
export function textOfBytes(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 4096) text += String.fromCharCode(...bytes.subarray(at, at + 4096))
  return text
}
