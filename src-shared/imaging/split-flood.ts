/** A box of voxels, [nz][ny][nx]: levels 0 to 254, and who owns what. */
export interface SplitBox {
  readonly size: readonly [number, number, number]
  readonly levels: Uint8Array
  /** `free` to be shared out, 1 and 2 owned, `closed` neither; changed in place. */
  readonly owners: Uint8Array
}

export const splitOwner = { free: 0, first: 1, second: 2, watershed: 3, closed: 255 } as const

/**
 * Shares out the free voxels between two owners by a flood that rises level by level from both: where the waters meet lies the ridge
 * between them. A voxel that both reach in the same step belongs to nobody (`watershed`), so that mirror images split alike.
 *
 * It is the watershed by flooding with ordered queues, here with two basins that are given. Cost: per free voxel.
 */
export function splitFlood({ size, levels, owners }: SplitBox): void {
  const [nx, ny, nz] = size
  const perSlice = nx * ny
  const queues: number[][] = Array.from({ length: 255 }, () => [])
  const claims = new Uint8Array(owners.length)
  const neighbours = (voxel: number, visit: (next: number) => void): void => {
    const i = voxel % nx
    const j = Math.floor(voxel / nx) % ny
    const k = Math.floor(voxel / perSlice)
    if (i > 0) visit(voxel - 1)
    if (i + 1 < nx) visit(voxel + 1)
    if (j > 0) visit(voxel - nx)
    if (j + 1 < ny) visit(voxel + nx)
    if (k > 0) visit(voxel - perSlice)
    if (k + 1 < nz) visit(voxel + perSlice)
  }
  let level = 0
  let next: number[] = []
  const claim = (voxel: number, owner: number): void => {
    if (owners[voxel] !== splitOwner.free) return
    const before = claims[voxel] as number
    claims[voxel] = before | owner
    if (before !== 0) return
    const own = levels[voxel] as number
    if (own <= level) next.push(voxel)
    else (queues[own] as number[]).push(voxel)
  }
  for (let voxel = 0; voxel < owners.length; voxel++) {
    if (owners[voxel] !== splitOwner.free) continue
    neighbours(voxel, (beside) => {
      const owner = owners[beside] as number
      if (owner === splitOwner.first || owner === splitOwner.second) claim(voxel, owner)
    })
  }
  for (level = 0; level < 255; level++) {
    let front = [...next, ...(queues[level] as number[])]
    next = []
    while (front.length > 0) {
      for (const voxel of front) {
        const claimed = claims[voxel] as number
        owners[voxel] = claimed
      }
      for (const voxel of front) {
        const owner = owners[voxel] as number
        if (owner !== splitOwner.watershed) neighbours(voxel, (beside) => claim(beside, owner))
      }
      front = next
      next = []
    }
  }
}
