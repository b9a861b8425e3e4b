import { sharedFloat32, sharedUint32 } from './shared-array.ts'

type Numbers = Float32Array | Uint32Array

/** Numbers that grow block by block, so that nothing is copied and thrown away on the way; in memory that threads share. */
export interface BlockArray<Block extends Numbers> {
  /** The block being written; `length` numbers of it are used. */
  data: Block
  length: number
  /** Blocks that are done, without their unused ends, and how many numbers they hold. */
  readonly done: Block[]
  before: number
  readonly make: (length: number) => Block
}

const blockLength = 2 ** 18

const blocksOf = <Block extends Numbers>(make: (length: number) => Block): BlockArray<Block> => ({
  data: make(0),
  length: 0,
  done: [],
  before: 0,
  make,
})

export const floatBlocks = (): BlockArray<Float32Array> => blocksOf(sharedFloat32)
export const integerBlocks = (): BlockArray<Uint32Array> => blocksOf(sharedUint32)

/** Makes room in the block being written for `more` numbers behind those in use. */
export function reserveBlock<Block extends Numbers>(array: BlockArray<Block>, more: number): void {
  if (array.length + more <= array.data.length) return
  array.done.push(array.data.subarray(0, array.length) as Block)
  array.before += array.length
  array.data = array.make(Math.max(blockLength, more))
  array.length = 0
}

/** All numbers, block after block. */
export function usedBlocks<Block extends Numbers>({ done, data, length }: BlockArray<Block>): Block[] {
  return [...done, data.subarray(0, length) as Block]
}
