import { expect, test } from 'vitest'
import { decodeUtf8, encodeUtf8 } from '../src-shared/utf8.ts'

test.each(['', 'plain', 'ä µ ² − … €', '𝄞 and 😀', `${'x'.repeat(8191)}ä`, '\u0000\u007f\u0080\u07ff\u0800\uffff'])(
  'writes %j as every UTF-8 encoder does, and reads it back',
  (text) => {
    expect(encodeUtf8(text)).toEqual(new Uint8Array(Buffer.from(text, 'utf8')))
    expect(decodeUtf8(encodeUtf8(text))).toBe(text)
  },
)

test('half of a pair becomes the replacement character', () => {
  expect(decodeUtf8(encodeUtf8('a\ud800b'))).toBe('a\ufffdb')
})

test('bytes that are no text give other text', () => {
  expect(decodeUtf8(Uint8Array.of(0x41, 0x80, 0xc3))).not.toBe('A')
})
