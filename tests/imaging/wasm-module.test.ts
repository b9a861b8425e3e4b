import { expect, it } from 'vitest'
import { unsigned, wasmModule, wasmType } from '../../src-shared/imaging/wasm-module.ts'

it('writes whole numbers as LEB128', () => {
  expect([0, 127, 128, 624_485].map(unsigned)).toEqual([[0], [127], [128, 1], [0xe5, 0x8e, 0x26]])
})

it('writes a module that runs, with its memory', () => {
  const { i32 } = wasmType
  const difference = [0x20, 0, 0x20, 1, 0x6b]
  const bytes = wasmModule(2, { name: 'less', parameters: [i32, i32], result: i32, locals: [], code: difference })
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.from(bytes)))
  expect((exports['less'] as (a: number, b: number) => number)(50, 8)).toBe(42)
  expect((exports['memory'] as WebAssembly.Memory).buffer.byteLength).toBe(2 * 65_536)
})
