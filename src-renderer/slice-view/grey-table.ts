import type { HUWindow } from './view-props.ts'

/**
 * Opaque grey of every Int16 value under a window, as a little-endian RGBA word; read it at `hu & 0xffff`.
 * Linear as in DICOM PS3.3 C.11.2.1.2.1: black up to centre - 0.5 - (width - 1) / 2, white from centre - 0.5 + (width - 1) / 2.
 */
export function greyTable(window: HUWindow, invert: boolean): Uint32Array {
  const table = new Uint32Array(65536)
  const slope = 1 / Math.max(1e-6, window.widthHU - 1)
  for (let hu = -32768; hu <= 32767; hu++) {
    const part = (hu - (window.centreHU - 0.5)) * slope + 0.5
    const level = Math.round(Math.min(1, Math.max(0, part)) * 255)
    const grey = invert ? 255 - level : level
    table[hu & 0xffff] = (0xff000000 | (grey << 16) | (grey << 8) | grey) >>> 0
  }
  return table
}

/** HU pixels to RGBA words through a table. */
export function paintGrey(hu: Int16Array, table: Uint32Array, out: Uint32Array): void {
  for (let n = 0; n < hu.length; n++) out[n] = table[(hu[n] as number) & 0xffff] as number
}
