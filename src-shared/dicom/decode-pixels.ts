import type { PixelLayout } from './instance.ts'

/**
 * Stored values of native 16-bit pixels: bits above BitsStored are dropped (overlays and dirt live there), signed values are
 * extended from their own sign bit. `bytes` is rows * columns * 2 bytes from anywhere; `out` takes rows * columns values.
 * Source: PS3.5 section 8.1.1.
 */
export function decodePixels(bytes: Uint8Array, layout: PixelLayout, out: Int32Array): void {
  const words = wordsOf(bytes, layout)
  const shift = 32 - layout.bitsStored
  if (layout.signed) {
    for (let n = 0; n < words.length; n++) out[n] = ((words[n] as number) << shift) >> shift
    return
  }
  const kept = 2 ** layout.bitsStored - 1
  for (let n = 0; n < words.length; n++) out[n] = (words[n] as number) & kept
}

export interface HuRange {
  readonly lowest: number
  readonly highest: number
  /** Values that lay outside Int16 and were held at its ends. */
  readonly saturated: number
}

/** HU from stored values: `slope * stored + intercept`. */
export interface Rescale {
  readonly slope: number
  readonly intercept: number
}

/**
 * HU of native 16-bit pixels in one pass, rounded to whole HU and held within Int16: what `decodePixels` and the rescale
 * give, without the stored values in between. `out` takes rows * columns values.
 */
export function decodeHu(bytes: Uint8Array, layout: PixelLayout, rescale: Rescale, out: Int16Array): HuRange {
  const words = wordsOf(bytes, layout)
  if (shiftsOnly(layout, rescale)) {
    const paired = words.byteOffset % 4 === 0 && out.byteOffset % 4 === 0 && words.length % 2 === 0
    return (paired ? shiftedPairs : shiftedHu)(words, layout, rescale.intercept, out)
  }
  return rescaledHu(words, layout, rescale, out)
}

/** True where HU are stored values moved by a whole number, inside Int16 for every value the bits can hold. */
export function shiftsOnly({ bitsStored, signed }: PixelLayout, { slope, intercept }: Rescale): boolean {
  if (slope !== 1 || !Number.isInteger(intercept)) return false
  const lowest = (signed ? -(2 ** (bitsStored - 1)) : 0) + intercept
  const highest = (signed ? 2 ** (bitsStored - 1) : 2 ** bitsStored) - 1 + intercept
  return lowest >= -32768 && highest <= 32767
}

function shiftedHu(
  words: Uint16Array,
  { bitsStored, signed }: PixelLayout,
  intercept: number,
  out: Int16Array,
): HuRange {
  const shift = 32 - bitsStored
  const kept = 2 ** bitsStored - 1
  const count = words.length
  let lowest = 65535
  let highest = -32768
  if (signed) {
    for (let n = 0; n < count; n++) {
      const stored = ((words[n] as number) << shift) >> shift
      out[n] = stored + intercept
      lowest = Math.min(lowest, stored)
      highest = Math.max(highest, stored)
    }
  } else {
    for (let n = 0; n < count; n++) {
      const stored = (words[n] as number) & kept
      out[n] = stored + intercept
      lowest = Math.min(lowest, stored)
      highest = Math.max(highest, stored)
    }
  }
  return { lowest: lowest + intercept, highest: highest + intercept, saturated: 0 }
}

/**
 * The same two pixels at a time: each half of a pair is made a number from 0 on (signed ones by turning their sign bit), then
 * HU + 32,768, which fits 16 bits without carrying into the other half, then HU.
 */
function shiftedPairs(
  words: Uint16Array,
  { bitsStored, signed }: PixelLayout,
  intercept: number,
  out: Int16Array,
): HuRange {
  const from = new Uint32Array(words.buffer, words.byteOffset, words.length >>> 1)
  const to = new Uint32Array(out.buffer, out.byteOffset, from.length)
  const kept = ((2 ** bitsStored - 1) * 0x10001) | 0
  const bias = signed ? 2 ** (bitsStored - 1) : 0
  const turned = (bias * 0x10001) | 0
  const added = ((intercept - bias + 32_768) * 0x10001) | 0
  let lowest = 65535
  let highest = 0
  for (let n = 0; n < from.length; n++) {
    const pair = ((from[n] as number) & kept) ^ turned
    to[n] = (pair + added) ^ 0x80008000
    const lower = pair & 0xffff
    const upper = pair >>> 16
    if (lower < lowest) lowest = lower
    if (lower > highest) highest = lower
    if (upper < lowest) lowest = upper
    if (upper > highest) highest = upper
  }
  return { lowest: lowest - bias + intercept, highest: highest - bias + intercept, saturated: 0 }
}

function rescaledHu(words: Uint16Array, layout: PixelLayout, { slope, intercept }: Rescale, out: Int16Array): HuRange {
  const shift = 32 - layout.bitsStored
  const { signed } = layout
  let lowest = 32767
  let highest = -32768
  let saturated = 0
  for (let n = 0; n < words.length; n++) {
    const raised = (words[n] as number) << shift
    const stored = signed ? raised >> shift : raised >>> shift
    // adding 0 turns the -0 of Math.round into 0, which the range would show otherwise
    let hu = Math.round(stored * slope + intercept) + 0
    if (hu > 32767 || hu < -32768) {
      hu = hu > 0 ? 32767 : -32768
      saturated++
    }
    out[n] = hu
    if (hu < lowest) lowest = hu
    if (hu > highest) highest = hu
  }
  return { lowest, highest, saturated }
}

const machineIsLittle = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1

/** The pixels as 16-bit numbers: a view of the bytes where they lie right, a copy in the machine's order elsewhere. */
function wordsOf(bytes: Uint8Array, { rows, columns, bigEndian }: PixelLayout): Uint16Array {
  const count = rows * columns
  const { buffer, byteOffset } = bytes
  if (bigEndian !== machineIsLittle && byteOffset % 2 === 0) return new Uint16Array(buffer, byteOffset, count)
  const words = new Uint16Array(count)
  const low = bigEndian ? 1 : 0
  for (let n = 0, at = 0; n < count; n++, at += 2) {
    words[n] = (bytes[at + low] as number) | ((bytes[at + 1 - low] as number) << 8)
  }
  return words
}
