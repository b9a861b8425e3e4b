import type { PixelLayout } from './instance.ts'

/**
 * Stored values of native 16-bit pixels: bits above BitsStored are dropped (overlays and dirt live there), signed values are
 * extended from their own sign bit. `bytes` is rows * columns * 2 bytes from anywhere; `out` takes rows * columns values.
 * Source: PS3.5 section 8.1.1.
 */
export function decodePixels(bytes: Uint8Array, layout: PixelLayout, out: Int32Array): void {
  const { bitsStored, signed, bigEndian } = layout
  const shift = 32 - bitsStored
  const low = bigEndian ? 1 : 0
  const count = layout.rows * layout.columns
  if (signed) {
    for (let n = 0, at = 0; n < count; n++, at += 2) {
      const raw = (bytes[at + low] as number) | ((bytes[at + 1 - low] as number) << 8)
      out[n] = (raw << shift) >> shift
    }
    return
  }
  const kept = 2 ** bitsStored - 1
  for (let n = 0, at = 0; n < count; n++, at += 2) {
    out[n] = ((bytes[at + low] as number) | ((bytes[at + 1 - low] as number) << 8)) & kept
  }
}

export interface HuRange {
  readonly lowest: number
  readonly highest: number
  /** Values that lay outside Int16 and were held at its ends. */
  readonly saturated: number
}

/** HU of stored values, rounded to whole HU and held within Int16. */
export function storedToHu(stored: Int32Array, slope: number, intercept: number, out: Int16Array): HuRange {
  let lowest = 32767
  let highest = -32768
  let saturated = 0
  const whole = slope === 1 && Number.isInteger(intercept)
  for (let n = 0; n < stored.length; n++) {
    const value = stored[n] as number
    let hu = whole ? value + intercept : Math.round(value * slope + intercept)
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
