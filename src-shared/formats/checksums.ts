/** Goes on with the CRC-32 of gzip, zip and PNG; the first is 0. Source: RFC 1952, section 8 (table of eight bytes a step). */
export function crc32(bytes: Uint8Array, before = 0): number {
  let crc = ~before
  let at = 0
  const t = tables
  for (; at + 8 <= bytes.length; at += 8) {
    crc ^= (bytes[at] as number) | ((bytes[at + 1] as number) << 8) | ((bytes[at + 2] as number) << 16)
    crc ^= (bytes[at + 3] as number) << 24
    crc =
      (t[1792 + (crc & 255)] as number) ^
      (t[1536 + ((crc >>> 8) & 255)] as number) ^
      (t[1280 + ((crc >>> 16) & 255)] as number) ^
      (t[1024 + (crc >>> 24)] as number) ^
      (t[768 + (bytes[at + 4] as number)] as number) ^
      (t[512 + (bytes[at + 5] as number)] as number) ^
      (t[256 + (bytes[at + 6] as number)] as number) ^
      (t[bytes[at + 7] as number] as number)
  }
  for (; at < bytes.length; at++) crc = (crc >>> 8) ^ (t[(crc ^ (bytes[at] as number)) & 255] as number)
  return ~crc >>> 0
}

const polynomial = 0xedb8_8320

/** Of a byte followed by 0 to 7 zero bytes, 256 entries each. */
const tables: Int32Array = (() => {
  const out = new Int32Array(8 * 256)
  for (let byte = 0; byte < 256; byte++) {
    let crc = byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ polynomial : crc >>> 1
    out[byte] = crc
  }
  for (let n = 256; n < out.length; n++) {
    const shorter = out[n - 256] as number
    out[n] = (shorter >>> 8) ^ (out[shorter & 255] as number)
  }
  return out
})()

// the most bytes whose sums stay below 2^32 (RFC 1950, section 9)
const mostAtOnce = 5552
const modulus = 65521

/** Goes on with the Adler-32 of zlib; the first is 1. Source: RFC 1950, section 9. */
export function adler32(bytes: Uint8Array, before = 1): number {
  let a = before & 0xffff
  let b = before >>> 16
  for (let at = 0; at < bytes.length; ) {
    const end = Math.min(bytes.length, at + mostAtOnce)
    for (; at < end; at++) {
      a += bytes[at] as number
      b += a
    }
    a %= modulus
    b %= modulus
  }
  return ((b << 16) | a) >>> 0
}
