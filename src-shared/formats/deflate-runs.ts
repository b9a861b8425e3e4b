import type { Chunks } from './format.ts'

/**
 * Packs bytes into one raw deflate stream (RFC 1951), looking for runs of equal bytes only, with one code made for labelmaps:
 * two bits for 258 equal bytes, about two bytes for a shorter run. The same bytes give the same stream on every machine.
 * Chunks may be of any size and may be used again by the caller; what is yielded is not.
 *
 * Cost: one pass; about 1 GB/s where runs are long.
 */
export function* deflateRuns(chunks: Chunks): Generator<Uint8Array<ArrayBuffer>, void> {
  const bits = new BitWriter()
  writeBlockHeader(bits)
  let value = -1
  let count = 0
  for (const chunk of chunks) {
    for (let at = 0; at < chunk.length; ) {
      const next = chunk[at] as number
      const end = runEnd(chunk, at, next)
      if (next === value) count += end - at
      else {
        writeRun(bits, value, count)
        value = next
        count = end - at
      }
      at = end
      if (bits.length > blockBytes) yield bits.take()
    }
  }
  writeRun(bits, value, count)
  bits.write(codes[endOfBlock] as number, lengths[endOfBlock] as number)
  bits.flush()
  yield bits.take()
}

const blockBytes = 1 << 16
const endOfBlock = 256
const firstLength = 257
const longestMatch = 258
const longestSymbol = 285

/** Where the run of `value` that begins at `at` ends. */
function runEnd(bytes: Uint8Array, at: number, value: number): number {
  let end = at + 1
  // eight bytes at a time; the ends of a run one by one
  while (
    end + 8 <= bytes.length &&
    bytes[end] === value &&
    bytes[end + 1] === value &&
    bytes[end + 2] === value &&
    bytes[end + 3] === value &&
    bytes[end + 4] === value &&
    bytes[end + 5] === value &&
    bytes[end + 6] === value &&
    bytes[end + 7] === value
  )
    end += 8
  while (end < bytes.length && bytes[end] === value) end++
  return end
}

/** A literal, then matches one byte back (distance code 0, one bit). */
function writeRun(bits: BitWriter, value: number, count: number): void {
  if (count === 0) return
  const code = codes[value] as number
  const length = lengths[value] as number
  bits.write(code, length)
  let rest = count - 1
  while (rest >= longestMatch) {
    bits.write(codes[longestSymbol] as number, (lengths[longestSymbol] as number) + 1)
    rest -= longestMatch
  }
  if (rest < 3) {
    for (let n = 0; n < rest; n++) bits.write(code, length)
    return
  }
  const symbol = symbolOfLength[rest] as number
  bits.write(codes[symbol] as number, lengths[symbol] as number)
  const extra = extraBits(symbol)
  // the extra bits, then the distance's single zero bit
  bits.write(rest - (baseOfSymbol[symbol - firstLength] as number), extra + 1)
}

const extraBits = (symbol: number): number => (symbol < 265 || symbol === longestSymbol ? 0 : (symbol - 261) >> 2)

/** Shortest length of each length symbol from 257 on (RFC 1951, 3.2.5). */
const baseOfSymbol: readonly number[] = (() => {
  const bases: number[] = []
  for (let symbol = firstLength, base = 3; symbol < longestSymbol; symbol++) {
    bases.push(base)
    base += 1 << extraBits(symbol)
  }
  return [...bases, longestMatch]
})()

const symbolOfLength: Uint16Array = (() => {
  const symbols = new Uint16Array(longestMatch + 1)
  for (let n = 0; n < baseOfSymbol.length; n++) symbols.fill(firstLength + n, baseOfSymbol[n])
  return symbols
})()

/**
 * Bits of each symbol's code, by what labelmaps are made of: half the codes for 258 equal bytes, a quarter for the values 0
 * to 3, the rest for other lengths and, longest, other values. Together they fill the code exactly, as decoders ask for.
 */
const lengths: Uint8Array = (() => {
  const bits = new Uint8Array(286)
  bits.fill(4, 0, 4)
  bits.fill(11, 4, 8)
  bits.fill(12, 8, 256)
  bits.fill(7, 256, 275)
  bits.fill(8, 275, 285)
  bits[longestSymbol] = 1
  return bits
})()

/** Canonical codes (RFC 1951, 3.2.2), their bits turned round as deflate writes codes from the top. */
function canonicalCodes(lengthOf: Uint8Array): Uint16Array {
  const out = new Uint16Array(lengthOf.length)
  let code = 0
  for (let length = 1; length <= 15; length++) {
    for (let symbol = 0; symbol < lengthOf.length; symbol++) {
      if (lengthOf[symbol] === length) out[symbol] = reversed(code++, length)
    }
    code <<= 1
  }
  return out
}

function reversed(code: number, length: number): number {
  let out = 0
  for (let n = 0; n < length; n++) out |= ((code >> n) & 1) << (length - 1 - n)
  return out
}

const codes = canonicalCodes(lengths)

/** Order in which the lengths of the code of lengths are written (RFC 1951, 3.2.7). */
const lengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1] as const

/** The one block, last of its stream, with the codes above and two distances of one bit, of which the first is used. */
function writeBlockHeader(bits: BitWriter): void {
  const distances = [1, 1]
  // six lengths occur; two more fill the code of three bits each
  const used = [0, 1, 2, 4, 7, 8, 11, 12]
  const ofLengths = new Uint8Array(19)
  for (const length of used) ofLengths[length] = 3
  const lengthCodes = canonicalCodes(ofLengths)
  bits.write(1, 1)
  bits.write(2, 2)
  bits.write(lengths.length - 257, 5)
  bits.write(distances.length - 1, 5)
  bits.write(lengthOrder.length - 4, 4)
  for (const length of lengthOrder) bits.write(ofLengths[length] as number, 3)
  for (const length of [...lengths, ...distances]) bits.write(lengthCodes[length] as number, 3)
}

/** Gathers bits, lowest first, into bytes. */
class BitWriter {
  #bytes = new Uint8Array(blockBytes * 2)
  #held = 0
  #heldBits = 0
  length = 0

  /** At most 16 bits. */
  write(value: number, count: number): void {
    this.#held |= value << this.#heldBits
    this.#heldBits += count
    while (this.#heldBits >= 8) {
      this.#put(this.#held & 255)
      this.#held >>>= 8
      this.#heldBits -= 8
    }
  }

  flush(): void {
    if (this.#heldBits > 0) this.#put(this.#held & 255)
    this.#held = 0
    this.#heldBits = 0
  }

  /** The bytes so far, as an array of their own. */
  take(): Uint8Array<ArrayBuffer> {
    const taken = this.#bytes.slice(0, this.length)
    this.length = 0
    return taken
  }

  #put(byte: number): void {
    if (this.length === this.#bytes.length) {
      const larger = new Uint8Array(this.#bytes.length * 2)
      larger.set(this.#bytes)
      this.#bytes = larger
    }
    this.#bytes[this.length++] = byte
  }
}
