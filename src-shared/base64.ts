const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const joinedAtOnce = 4096

/** Bytes as base64 with padding. Source: RFC 4648, section 4. */
export function encodeBase64(bytes: Uint8Array): string {
  const parts: string[] = []
  let part = ''
  for (let n = 0; n < bytes.length; n += 3) {
    const left = bytes.length - n
    const three =
      ((bytes[n] as number) << 16) |
      ((left > 1 ? (bytes[n + 1] as number) : 0) << 8) |
      (left > 2 ? (bytes[n + 2] as number) : 0)
    part += alphabet.charAt(three >> 18) + alphabet.charAt((three >> 12) & 63)
    part += (left > 1 ? alphabet.charAt((three >> 6) & 63) : '=') + (left > 2 ? alphabet.charAt(three & 63) : '=')
    if (part.length >= joinedAtOnce) {
      parts.push(part)
      part = ''
    }
  }
  return parts.join('') + part
}

/** The bytes of base64 text; null where it is none. */
export function decodeBase64(text: string): Uint8Array<ArrayBuffer> | null {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return null
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0
  const bytes = new Uint8Array((text.length / 4) * 3 - padding)
  for (let n = 0, at = 0; n < text.length; n += 4) {
    let three = 0
    for (let m = 0; m < 4; m++) three = (three << 6) | Math.max(0, sextetOf(text.charCodeAt(n + m)))
    for (let m = 16; m >= 0 && at < bytes.length; m -= 8) bytes[at++] = (three >> m) & 255
  }
  return bytes
}

const sextets = new Int8Array(128).fill(-1)
for (let n = 0; n < alphabet.length; n++) sextets[alphabet.charCodeAt(n)] = n
const sextetOf = (code: number): number => sextets[code] ?? -1
