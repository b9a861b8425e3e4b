import { unsigned, wasmModule, wasmType } from './wasm-module.ts'

/** Voxels and the bits made of them, in the kernel's own memory, through which rows pass piece by piece. */
export interface ThresholdKernel {
  /** Room for voxels; what is compared begins at 0. */
  readonly voxels: Int16Array
  readonly words: Uint32Array
  /**
   * Sets bit b of word n where voxel 32 n + b is below `cut` (-32,768 to 32,767), for so many words, each then turned by
   * `flip` (exclusive or). Gives the number of bits set.
   */
  run(words: number, cut: number, flip: number): number
}

const pages = 4
/** Most words at once: 4096 voxels stay in the nearest cache between being copied and compared. */
export const mostWords = 128
const wordsFrom = 2 ** 17

const { i32, v128 } = wasmType
const [end, cut, flip, out, at, bits, count, cuts] = [0, 1, 2, 3, 4, 5, 6, 7] as const
const get = (local: number): number[] => [0x20, local]
const set = (local: number): number[] => [0x21, local]
const i32Const = (value: number): number[] => [0x41, value]
const [i32LtU, i32Popcnt, i32Add, i32Or, i32Xor, i32Shl] = [[0x49], [0x69], [0x6a], [0x72], [0x73], [0x74]] as const
const i32Store = [0x36, 2, 0]
const simd = (code: number): number[] => [0xfd, ...unsigned(code)]
const v128Load = (offset: number): number[] => [...simd(0x00), 4, offset]
const [i16x8Splat, i16x8LtS, i8x16Bitmask, i8x16NarrowI16x8S] = [
  simd(0x10),
  simd(0x2f),
  simd(0x64),
  simd(0x65),
] as const
const loop = (body: readonly number[]): number[] => [0x03, 0x40, ...body, 0x0b]
const brIf = (depth: number): number[] => [0x0d, depth]
/** A step of less than 64, as constants are signed. */
const step = (local: number, by: number): number[] => [...get(local), ...i32Const(by), ...i32Add, ...set(local)]

const below8 = (offset: number): number[] => [...get(at), ...v128Load(offset), ...get(cuts), ...i16x8LtS]
/** Sixteen comparisons as the lower bits of a word. */
const below16 = (offset: number): number[] => [
  ...below8(offset),
  ...below8(offset + 16),
  ...i8x16NarrowI16x8S,
  ...i8x16Bitmask,
]

const code: readonly number[] = [
  ...[...get(cut), ...i16x8Splat, ...set(cuts)],
  ...loop([
    ...[...below16(0), ...below16(32), ...i32Const(16), ...i32Shl, ...i32Or, ...get(flip), ...i32Xor, ...set(bits)],
    ...[...get(out), ...get(bits), ...i32Store],
    ...[...get(bits), ...i32Popcnt, ...get(count), ...i32Add, ...set(count)],
    ...[...step(out, 4), ...step(at, 32), ...step(at, 32)],
    ...[...get(at), ...get(end), ...i32LtU, ...brIf(0)],
  ]),
  ...get(count),
]

/** What is used of WebAssembly, whose types come with pages and with Node but not with the language. */
interface WebAssemblyApi {
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (module: object) => { readonly exports: Exports }
}

interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer }
  readonly below: (end: number, cut: number, flip: number, out: number) => number
}

let kernel: ThresholdKernel | null = null

/**
 * Comparing sixteen voxels at a time, which no instruction of JavaScript can; null where there is no WebAssembly. One for
 * each thread, made when it is first asked for.
 * Source: WebAssembly Core Specification 2.0, vector instructions. Cost: half of the same in JavaScript, most of it the
 * copying into the kernel's memory.
 */
export function thresholdKernel(): ThresholdKernel | null {
  const { WebAssembly: api } = globalThis as unknown as { readonly WebAssembly?: WebAssemblyApi }
  if (kernel !== null || api === undefined) return kernel
  const parameters = [i32, i32, i32, i32]
  const bytes = wasmModule(pages, { name: 'below', parameters, result: i32, locals: [i32, i32, i32, v128], code })
  const { memory, below } = new api.Instance(new api.Module(bytes)).exports
  kernel = {
    voxels: new Int16Array(memory.buffer, 0, wordsFrom / 2),
    words: new Uint32Array(memory.buffer, wordsFrom),
    run: (words, cut, flip) => below(words * 64, cut, flip, wordsFrom),
  }
  return kernel
}
