import { expect, it } from 'vitest'
import { rgbOf } from '../src-shared/hex-colour.ts'
import { joinBytes } from '../src-shared/join-bytes.ts'

it('reads the parts of a colour', () => {
  expect(rgbOf('#56b4e9')).toEqual([0x56, 0xb4, 0xe9])
  expect(rgbOf('#E69F00')).toEqual([230, 159, 0])
})

it('joins bytes in order, none for none', () => {
  expect([...joinBytes([Uint8Array.of(1, 2), new Uint8Array(0), Uint8Array.of(3)])]).toEqual([1, 2, 3])
  expect(joinBytes([]).length).toBe(0)
})
