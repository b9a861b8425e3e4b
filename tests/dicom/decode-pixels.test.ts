import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeHu, decodePixels } from '../../src-shared/dicom/decode-pixels.ts'
import type { PixelLayout } from '../../src-shared/dicom/instance.ts'

const layoutOf = (count: number, more: Partial<PixelLayout> = {}): PixelLayout => ({
  rows: 1,
  columns: count,
  bitsAllocated: 16,
  bitsStored: 12,
  signed: false,
  bigEndian: false,
  offset: 0,
  length: count * 2,
  ...more,
})

function decoded(words: readonly number[], more: Partial<PixelLayout>): number[] {
  const bytes = new Uint8Array(words.length * 2)
  const view = new DataView(bytes.buffer)
  for (const [n, word] of words.entries()) view.setUint16(n * 2, word, more.bigEndian !== true)
  const out = new Int32Array(words.length)
  decodePixels(bytes, layoutOf(words.length, more), out)
  return [...out]
}

describe('decodePixels', () => {
  it('drops what lies above BitsStored', () => {
    expect(decoded([0xf001, 0x8fff, 0x0fff], {})).toEqual([1, 4095, 4095])
  })

  it('extends signed values from their own sign bit', () => {
    expect(decoded([0x0800, 0xf7ff, 0x0fff, 0xa001], { signed: true })).toEqual([-2048, 2047, -1, 1])
  })

  it('reads 16 bits of either sign and order', () => {
    for (const bigEndian of [false, true]) {
      expect(decoded([0xffff, 0x8000, 1], { bitsStored: 16, signed: true, bigEndian })).toEqual([-1, -32_768, 1])
      expect(decoded([0xffff, 0x8000, 1], { bitsStored: 16, bigEndian })).toEqual([65_535, 32_768, 1])
    }
  })

  it('gives back every value that fits its bits, whatever stands above them', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 16 }),
        fc.boolean(),
        fc.boolean(),
        fc.nat(),
        fc.nat(0xffff),
        (bitsStored, signed, bigEndian, seed, dirt) => {
          const span = 2 ** bitsStored
          const value = (seed % span) - (signed ? span / 2 : 0)
          const word = (value & (span - 1)) | (dirt & ~(span - 1) & 0xffff)
          expect(decoded([word], { bitsStored, signed, bigEndian })).toEqual([value])
        },
      ),
    )
  })
})

describe('decodeHu', () => {
  it('gives the rescaled stored values and their range, wherever the pixels and the slice lie in memory', () => {
    const rescale = fc.record({
      slope: fc.constantFrom(1, 1, 1, 0.5, 2.25),
      intercept: fc.oneof(fc.integer({ min: -2100, max: 2100 }), fc.constant(-1024.5), fc.constant(-32_768)),
    })
    fc.assert(
      fc.property(
        fc.array(fc.nat(0xffff), { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 1, max: 16 }),
        fc.boolean(),
        fc.boolean(),
        rescale,
        fc.nat(3),
        fc.nat(1),
        (raw, bitsStored, signed, bigEndian, { slope, intercept }, shift, outShift) => {
          const layout = layoutOf(raw.length, { bitsStored, signed, bigEndian })
          const bytes = new Uint8Array(raw.length * 2 + shift).subarray(shift)
          const view = new DataView(bytes.buffer, shift)
          for (const [n, word] of raw.entries()) view.setUint16(n * 2, word, !bigEndian)
          const stored = new Int32Array(raw.length)
          decodePixels(bytes, layout, stored)
          const exact = Array.from(stored, (value) => Math.round(value * slope + intercept) + 0)
          const held = exact.map((hu) => Math.max(-32_768, Math.min(32_767, hu)))
          const out = new Int16Array(raw.length + outShift).subarray(outShift)
          const { lowest, highest, saturated } = decodeHu(bytes, layout, { slope, intercept }, out)
          expect([...out]).toEqual(held)
          expect([lowest, highest]).toEqual([Math.min(...held), Math.max(...held)])
          expect(saturated).toBe(exact.filter((hu, n) => hu !== held[n]).length)
        },
      ),
      { numRuns: 500 },
    )
  })
})
