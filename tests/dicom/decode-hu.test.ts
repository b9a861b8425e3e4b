import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeHu, decodePixels, shiftsOnly } from '../../src-shared/dicom/decode-pixels.ts'
import type { PixelLayout } from '../../src-shared/dicom/instance.ts'
import { noise } from '../support/dicom/noise.ts'

const layoutOf = (change: Partial<PixelLayout> = {}): PixelLayout => ({
  rows: 1,
  columns: 4,
  bitsAllocated: 16,
  bitsStored: 16,
  signed: false,
  bigEndian: false,
  offset: 0,
  length: 8,
  ...change,
})

/** HU by the plain reading of the standard, one value after the other. */
function plainHu(values: readonly number[], slope: number, intercept: number): { hu: number[]; saturated: number } {
  const rounded = values.map((value) => Math.round(value * slope + intercept))
  const hu = rounded.map((value) => Math.max(-32_768, Math.min(32_767, value)) + 0)
  return { hu, saturated: rounded.filter((value) => value > 32_767 || value < -32_768).length }
}

describe('HU in one pass', () => {
  it('are what stored values and the rescale give, from bytes at any place, in either order', () => {
    const rescale = fc.record({
      slope: fc.oneof(fc.constant(1), fc.constantFrom(0.5, 2, 1.25, 20)),
      intercept: fc.oneof(
        fc.constantFrom(-1024, 0, -8192, -1000.5, 40_000, -40_000),
        fc.integer({ min: -5000, max: 5000 }),
      ),
    })
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 16 }),
        fc.boolean(),
        fc.boolean(),
        rescale,
        fc.integer({ min: 0, max: 3 }),
        fc.integer({ min: 1, max: 2 ** 31 }),
        (bitsStored, signed, bigEndian, { slope, intercept }, offset, seed) => {
          const layout = layoutOf({ rows: 5, columns: 13, bitsStored, signed, bigEndian, length: 130 })
          const bytes = noise(offset + 130, seed).subarray(offset)
          const stored = new Int32Array(65)
          decodePixels(bytes, layout, stored)
          const expected = plainHu([...stored], slope, intercept)
          const out = new Int16Array(new SharedArrayBuffer(130))
          const { lowest, highest, saturated } = decodeHu(bytes, layout, { slope, intercept }, out)
          expect([...out]).toEqual(expected.hu)
          expect([lowest, highest]).toEqual([Math.min(...expected.hu), Math.max(...expected.hu)])
          expect(saturated).toBe(expected.saturated)
          if (shiftsOnly(layout, { slope, intercept })) {
            expect(Array.from(out, (hu) => hu - intercept)).toEqual([...stored])
          }
        },
      ),
      { numRuns: 400, seed: 7 },
    )
  })

  it('round to the nearest whole HU', () => {
    const out = new Int16Array(4)
    decodeHu(Uint8Array.of(1, 0, 2, 0, 3, 0, 4, 0), layoutOf(), { slope: 0.4, intercept: -1 }, out)
    expect([...out]).toEqual([-1, 0, 0, 1])
  })

  it('are held at the ends of 16 bits, and counted', () => {
    const out = new Int16Array(4)
    const bytes = Uint8Array.of(0xff, 0xff, 0, 0, 1, 0, 0, 0x80)
    const range = decodeHu(bytes, layoutOf(), { slope: 2, intercept: -40_000 }, out)
    expect([...out]).toEqual([32_767, -32_768, -32_768, 25_536])
    expect(range).toEqual({ lowest: -32_768, highest: 32_767, saturated: 3 })
  })
})

describe('stored values that can be had back from HU', () => {
  it('are those only moved by a whole number that fits', () => {
    const layout = layoutOf({ bitsStored: 12 })
    expect(shiftsOnly(layout, { slope: 1, intercept: -1024 })).toBe(true)
    expect(shiftsOnly(layout, { slope: 1, intercept: -1024.5 })).toBe(false)
    expect(shiftsOnly(layout, { slope: 2, intercept: 0 })).toBe(false)
    expect(shiftsOnly(layoutOf(), { slope: 1, intercept: 0 })).toBe(false)
    expect(shiftsOnly(layoutOf({ signed: true }), { slope: 1, intercept: 0 })).toBe(true)
    expect(shiftsOnly(layoutOf({ signed: true }), { slope: 1, intercept: -1 })).toBe(false)
  })
})
