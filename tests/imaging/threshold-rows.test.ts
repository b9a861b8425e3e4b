import fc from 'fast-check'
import { expect, it } from 'vitest'
import { thresholdRows } from '../../src-shared/imaging/threshold-rows.ts'
import { countBits, createBitMask, getBit } from '../../src-shared/mask.ts'

it.each([Int16Array, Int32Array])('sets exactly the voxels below the cut, in rows of any length (%o)', (ArrayType) => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 100 }),
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: -2000, max: 4000 }),
      fc.boolean(),
      fc.infiniteStream(fc.integer({ min: -2000, max: 4000 })),
      (nx, ny, cut, above, values) => {
        const data = new ArrayType(nx * ny * 2)
        for (let at = 0; at < data.length; at++) data[at] = values.next().value
        const mask = createBitMask([nx, ny, 2])
        thresholdRows(data, 1, cut, above, mask)
        for (let j = 0; j < ny; j++) {
          for (let i = 0; i < nx; i++) {
            const value = data[(ny + j) * nx + i] as number
            expect(getBit(mask, i, j, 1)).toBe(Number(above ? value >= cut : value < cut))
            expect(getBit(mask, i, j, 0)).toBe(0)
          }
        }
        const spare = nx & 31
        if (spare !== 0) for (const word of lastWords(mask)) expect(word >>> spare).toBe(0)
      },
    ),
    { numRuns: 60 },
  )
})

it('compares sixteen voxels at a time with the same outcome as one, whatever the cut', () => {
  const value = fc.oneof(fc.integer({ min: -32_768, max: 32_767 }), fc.integer({ min: -1100, max: -900 }))
  const edges = fc.constantFrom(-32_769, -32_768, -32_767, 32_767, 32_768)
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 140 }),
      fc.oneof(fc.integer({ min: -33_000, max: 33_000 }), fc.integer({ min: -1000, max: -998 }), edges),
      fc.boolean(),
      fc.integer({ min: 0, max: 1 }),
      fc.infiniteStream(value),
      (nx, cut, above, shift, values) => {
        const data = new Int16Array(nx * 4 + 2).subarray(shift, nx * 4 + shift)
        for (let at = 0; at < data.length; at++) data[at] = values.next().value
        const [plain, vector] = [createBitMask([nx, 2, 2]), createBitMask([nx, 2, 2])]
        const count = thresholdRows(Int32Array.from(data), 1, cut, above, plain)
        expect(thresholdRows(data, 1, cut, above, vector)).toBe(count)
        expect(vector.words).toEqual(plain.words)
        expect(count).toBe(countBits(plain))
      },
    ),
    { numRuns: 300 },
  )
})

it('passes rows on in as many steps as it takes', () => {
  const size = [4096 + 64, 3, 2] as const
  const data = Int16Array.from({ length: size[0] * 6 }, (_, at) => (at * 7919) % 4001)
  const [plain, vector] = [createBitMask(size), createBitMask(size)]
  thresholdRows(Int32Array.from(data), 1, 1234, false, plain)
  thresholdRows(data, 1, 1234, false, vector)
  expect(vector.words).toEqual(plain.words)
})

function lastWords(mask: { words: Uint32Array; wordsPerRow: number }): Uint32Array {
  return mask.words.filter((_, at) => at % mask.wordsPerRow === mask.wordsPerRow - 1)
}
