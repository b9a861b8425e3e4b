import { expect, test } from 'vitest'
import { decodeBase64, encodeBase64 } from '../src-shared/base64.ts'

test.each([0, 1, 2, 3, 4, 255, 10_000])('writes %d bytes as every encoder does, and reads them back', (length) => {
  const bytes = Uint8Array.from({ length }, (_, n) => (n * 73 + (n >> 3)) & 255)
  expect(encodeBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'))
  expect(decodeBase64(encodeBase64(bytes))).toEqual(bytes)
})

test.each(['A', 'AAA', 'AA=A', 'AA A', 'A===', 'é==='])('%j is none', (text) => {
  expect(decodeBase64(text)).toBeNull()
})
