/** Text as UTF-8; halves of a character pair that stand alone become the replacement character. */
export function utf8Bytes(text: string): Uint8Array<ArrayBuffer> {
  const escaped = encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'))
  const bytes = new Uint8Array(escaped.length)
  let length = 0
  for (let at = 0; at < escaped.length; at++) {
    const code = escaped.charCodeAt(at)
    if (code !== 37) bytes[length++] = code
    else {
      bytes[length++] = Number.parseInt(escaped.slice(at + 1, at + 3), 16)
      at += 2
    }
  }
  return bytes.slice(0, length)
}
