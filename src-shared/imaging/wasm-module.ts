/** Value types of WebAssembly, as bytes. */
export const wasmType = { i32: 0x7f, v128: 0x7b } as const

type WasmType = (typeof wasmType)[keyof typeof wasmType]

/** One function, its code as instructions without the closing `end`. */
export interface WasmFunction {
  readonly name: string
  readonly parameters: readonly WasmType[]
  readonly result: WasmType
  readonly locals: readonly WasmType[]
  readonly code: readonly number[]
}

/**
 * The bytes of a module that exports one function and `memory` of so many pages (64 KiB each).
 * Source: WebAssembly Core Specification 2.0, chapter 5, Binary Format.
 */
export function wasmModule(pages: number, { name, parameters, result, locals, code }: WasmFunction): Uint8Array {
  const body = [...list(locals.map((type) => [1, type])), ...code, 0x0b]
  return Uint8Array.of(
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, list([[0x60, ...list(parameters.map((type) => [type])), ...list([[result]])]])),
    ...section(3, list([[0]])),
    ...section(5, list([[0, ...unsigned(pages)]])),
    ...section(
      7,
      list([
        [...text('memory'), 2, 0],
        [...text(name), 0, 0],
      ]),
    ),
    ...section(10, list([[...unsigned(body.length), ...body]])),
  )
}

/** LEB128 of a whole number of 0 or more. */
export function unsigned(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)]
}

const section = (id: number, content: readonly number[]): number[] => [id, ...unsigned(content.length), ...content]
const list = (items: readonly (readonly number[])[]): number[] => [...unsigned(items.length), ...items.flat()]
const text = (word: string): number[] => list(Array.from(word, (letter) => [letter.charCodeAt(0)]))
