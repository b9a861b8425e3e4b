import fc from 'fast-check'
import { expect, it } from 'vitest'
import { thresholdRows } from '../../src-shared/imaging/threshold-rows.ts'
import { createBitMask, getBit } from '../../src-shared/mask.ts'

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

it('compares two voxels at a time with the same outcome, and one where the values lie too far from the cut', () => {
  const value = fc.oneof(fc.integer({ min: -32_768, max: 32_767 }), fc.integer({ min: -1100, max: -900 }))
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 70 }),
      fc.oneof(fc.integer({ min: -33_000, max: 33_000 }), fc.integer({ min: -1000, max: -998 })),
      fc.boolean(),
      fc.integer({ min: 0, max: 1 }),
      fc.infiniteStream(value),
      (nx, cut, above, shift, values) => {
        const data = new Int16Array(nx * 4 + 2).subarray(shift, nx * 4 + shift)
        for (let at = 0; at < data.length; at++) data[at] = values.next().value
        const bounds: [number, number] = [Math.min(...data), Math.max(...data)]
        const [plain, paired] = [createBitMask([nx, 2, 2]), createBitMask([nx, 2, 2])]
        thresholdRows(data, 1, cut, above, plain)
        thresholdRows(data, 1, cut, above, paired, bounds)
        expect(paired.words).toEqual(plain.words)
      },
    ),
    { numRuns: 300 },
  )
})

function lastWords(mask: { words: Uint32Array; wordsPerRow: number }): Uint32Array {
  return mask.words.filter((_, at) => at % mask.wordsPerRow === mask.wordsPerRow - 1)
}
