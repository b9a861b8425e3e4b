import { type GrowingIntegers, growingIntegers, reserveIntegers } from './growing-array.ts'

/** A box of voxels with a whole-number level each; `size` [nx, ny, nz]. */
export interface LevelBox {
  readonly size: readonly [number, number, number]
  /** 255 is a wall that is never entered. */
  readonly levels: Uint8Array
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
export function floodLevels({ size, levels }: LevelBox, seeds: readonly number[], most: number): Flood {
  const [nx, ny, nz] = size
  const perSlice = nx * ny
  const seen = new Uint8Array(levels.length)
  const queues: GrowingIntegers[] = Array.from({ length: 255 }, () => growingIntegers(64))
  const order = growingIntegers(1024)
  const reached = new Uint32Array(255)
  const push = (voxel: number, level: number): void => {
    if (seen[voxel] === 1) return
    seen[voxel] = 1
    const queue = queues[level] as GrowingIntegers
    reserveIntegers(queue, 1)
    queue.data[queue.length++] = voxel
  }
  for (const seed of seeds) push(seed, 0)
  let level = 0
  for (; level < 255 && order.length <= most; level++) {
    const queue = queues[level] as GrowingIntegers
    for (let at = 0; at < queue.length; at++) {
      const voxel = queue.data[at] as number
      reserveIntegers(order, 1)
      order.data[order.length++] = voxel
      const i = voxel % nx
      const j = Math.floor(voxel / nx) % ny
      const k = Math.floor(voxel / perSlice)
      const enter = (next: number): void => {
        const own = levels[next] as number
        if (own !== 255) push(next, Math.max(level, own))
      }
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
