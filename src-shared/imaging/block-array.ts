type Numbers = Float32Array | Uint32Array

/** Numbers that grow block by block, so that nothing is copied and thrown away on the way. */
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

export const floatBlocks = (): BlockArray<Float32Array> => blocksOf((length) => new Float32Array(length))
export const integerBlocks = (): BlockArray<Uint32Array> => blocksOf((length) => new Uint32Array(length))

/** Makes room in the block being written for `more` numbers behind those in use. */
export function reserveBlock<Block extends Numbers>(array: BlockArray<Block>, more: number): void {
  if (array.length + more <= array.data.length) return
  array.done.push(array.data.subarray(0, array.length) as Block)
  array.before += array.length
  array.data = array.make(Math.max(blockLength, more))
  array.length = 0
}

/** Copies all numbers into `out`, which takes `before + length` of them. */
export function joinBlocks<Block extends Numbers>(array: BlockArray<Block>, out: Block): Block {
  let at = 0
  for (const block of array.done) {
    out.set(block, at)
    at += block.length
  }
  out.set(array.data.subarray(0, array.length), at)
  return out
}
