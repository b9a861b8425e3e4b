import { gunzipSync, inflateRawSync, inflateSync, crc32 as nodeCrc32 } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { adler32, crc32 } from '../../src-shared/formats/checksums.ts'
import { deflateRuns } from '../../src-shared/formats/deflate-runs.ts'
import { gzipRuns, zlibRuns } from '../../src-shared/formats/pack-runs.ts'

const joined = (parts: Iterable<Uint8Array>): Buffer => Buffer.concat([...parts])

describe('packing runs', () => {
  test.each([
    ['nothing', []],
    ['one byte', [7]],
    ['every length of run from 1 to 600', Array.from({ length: 600 }, (_, n) => new Array(n + 1).fill(n % 4)).flat()],
    ['every byte', Array.from({ length: 1024 }, (_, n) => n & 255)],
    ['a long run', new Array(300_000).fill(0)],
  ])('%s comes back by zlib', (_name, values) => {
    const bytes = Uint8Array.from(values)
    expect(inflateRawSync(joined(deflateRuns([bytes]))).equals(bytes)).toBe(true)
    expect(gunzipSync(joined(gzipRuns([bytes]))).equals(bytes)).toBe(true)
    expect(inflateSync(joined(zlibRuns([bytes]))).equals(bytes)).toBe(true)
  })

  test('any bytes, cut anywhere, come back and give the same stream', () => {
    const runs = fc.array(fc.tuple(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 1, max: 900 })), {
      maxLength: 40,
    })
    fc.assert(
      fc.property(runs, fc.nat(), (parts, cut) => {
        const bytes = Uint8Array.from(parts.flatMap(([value, count]) => new Array(count).fill(value)))
        const at = bytes.length === 0 ? 0 : cut % bytes.length
        const whole = joined(deflateRuns([bytes]))
        expect(inflateRawSync(whole).equals(bytes)).toBe(true)
        expect(joined(deflateRuns([bytes.subarray(0, at), bytes.subarray(at)])).equals(whole)).toBe(true)
      }),
      { seed: 1 },
    )
  })

  test('a slice of background takes two bits for 258 bytes', () => {
    expect(joined(deflateRuns([new Uint8Array(1 << 20)])).length).toBeLessThan(200 + (1 << 20) / 258 / 4)
  })
})

test('checksums are those of zlib, in any pieces', () => {
  const bytes = Uint8Array.from({ length: 20_003 }, (_, n) => (n * n + 7 * n) & 255)
  expect(crc32(bytes)).toBe(nodeCrc32(bytes))
  expect(crc32(bytes.subarray(11), crc32(bytes.subarray(0, 11)))).toBe(nodeCrc32(bytes))
  expect(adler32(Buffer.from('Wikipedia'))).toBe(0x11e6_0398)
  expect(adler32(bytes.subarray(6000), adler32(bytes.subarray(0, 6000)))).toBe(adler32(bytes))
})
