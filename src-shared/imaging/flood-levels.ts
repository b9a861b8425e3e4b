import { type GrowingIntegers, growingIntegers, reserveIntegers } from './growing-array.ts'

/** A box of voxels, [nz][ny][nx], with a whole-number level each. */
export interface LevelBox {
  readonly size: readonly [number, number, number]
  /** Level of a voxel, 0 to 254, asked once for each that the flood comes to; 255 is a wall that is never entered. */
  readonly levelOf: (voxel: number) => number
}

/** Voxels in the order a rising flood reaches them; `reached[l]` of them lie under water at level l. */
export interface Flood {
  readonly order: Uint32Array
  readonly reached: Uint32Array
}

/**
 * Floods a box from `seeds`, level by level: at level l all voxels are under water that a path of face neighbours joins to a seed
 * without rising above l. Stops where `most` voxels are exceeded; later entries of `reached` then repeat the last.
 * One flood stands for region growing at every threshold at once. Cost: per voxel reached.
 */
export function floodLevels({ size, levelOf }: LevelBox, seeds: readonly number[], most: number): Flood {
  const [nx, ny, nz] = size
  const perSlice = nx * ny
  const seen = new Uint8Array(perSlice * size[2])
  const queues: GrowingIntegers[] = Array.from({ length: 255 }, () => growingIntegers(64))
  const order = growingIntegers(1024)
  const reached = new Uint32Array(255)
  const push = (voxel: number, level: number): void => {
    const queue = queues[level] as GrowingIntegers
    reserveIntegers(queue, 1)
    queue.data[queue.length++] = voxel
  }
  let level = 0
  const enter = (voxel: number): void => {
    if (seen[voxel] === 1) return
    seen[voxel] = 1
    const own = levelOf(voxel)
    if (own !== 255) push(voxel, Math.max(level, own))
  }
  for (const seed of seeds) {
    if (seen[seed] === 0) push(seed, 0)
    seen[seed] = 1
  }
  for (; level < 255 && order.length <= most; level++) {
    const queue = queues[level] as GrowingIntegers
    for (let at = 0; at < queue.length; at++) {
      const voxel = queue.data[at] as number
      reserveIntegers(order, 1)
      order.data[order.length++] = voxel
      const i = voxel % nx
      const j = Math.floor(voxel / nx) % ny
      const k = Math.floor(voxel / perSlice)
      if (i > 0) enter(voxel - 1)
      if (i + 1 < nx) enter(voxel + 1)
      if (j > 0) enter(voxel - nx)
      if (j + 1 < ny) enter(voxel + nx)
      if (k > 0) enter(voxel - perSlice)
      if (k + 1 < nz) enter(voxel + perSlice)
    }
    reached[level] = order.length
  }
  reached.fill(order.length, level)
  return { order: order.data.slice(0, order.length), reached }
}
