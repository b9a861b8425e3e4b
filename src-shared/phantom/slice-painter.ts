import type { Grid } from '../geometry.ts'
import type { Interval, Shape, Tube } from './shapes.ts'

/** What a voxel belongs to. The first four are the label values of the truth. */
export const tissue = { other: 0, rightLung: 1, leftLung: 2, airway: 3, cavity: 4, abdomen: 5 } as const
export type Tissue = (typeof tissue)[keyof typeof tissue]

const bit = (...kinds: readonly Tissue[]): number => kinds.reduce((bits: number, kind) => bits | (1 << kind), 0)

/** Where paint takes: everywhere, or only on voxels that belong to these. */
export const within = {
  all: -1,
  lungs: bit(tissue.rightLung, tissue.leftLung),
  chest: bit(tissue.rightLung, tissue.leftLung, tissue.cavity),
  abdomen: bit(tissue.abdomen),
} as const

/**
 * One axial slice, painted shape over shape. A voxel takes paint where its centre lies in the shape. `hu` and `kind` are
 * [ny][nx]. `kind` null keeps what the voxel belongs to.
 */
export class SlicePainter {
  readonly hu: Int16Array
  readonly kind: Uint8Array
  readonly z: number
  readonly #grid: Grid

  constructor(grid: Grid, k: number) {
    this.#grid = grid
    this.hu = new Int16Array(grid.size[0] * grid.size[1])
    this.kind = new Uint8Array(this.hu.length)
    this.z = grid.origin[2] + k * grid.spacing[2]
  }

  paint(shape: Shape, hu: number | ((y: number) => number), kind: Tissue | null, where: number): void {
    this.paintRows(shape.rows(this.z), (y) => shape.row(y, this.z), hu, kind, where)
  }

  /** The row's stretch may depend on anything; `rows` bounds the rows that are asked. */
  paintRows(
    rows: Interval | null,
    row: (y: number) => Interval | null,
    hu: number | ((y: number) => number),
    kind: Tissue | null,
    where: number,
  ): void {
    if (rows === null) return
    const [, ny] = this.#grid.size
    const dy = this.#grid.spacing[1]
    const y0 = this.#grid.origin[1]
    const last = Math.min(ny - 1, Math.floor((rows[1] - y0) / dy))
    for (let j = Math.max(0, Math.ceil((rows[0] - y0) / dy)); j <= last; j++) {
      const y = y0 + j * dy
      const stretch = row(y)
      if (stretch !== null) this.#fill(j, stretch, typeof hu === 'number' ? hu : hu(y), kind, where)
    }
  }

  #fill(j: number, stretch: Interval, hu: number, kind: Tissue | null, where: number): void {
    const nx = this.#grid.size[0]
    const dx = this.#grid.spacing[0]
    const x0 = this.#grid.origin[0]
    const last = Math.min(nx - 1, Math.floor((stretch[1] - x0) / dx))
    for (let i = Math.max(0, Math.ceil((stretch[0] - x0) / dx)); i <= last; i++) {
      const at = j * nx + i
      if (((where >> (this.kind[at] as number)) & 1) === 0) continue
      this.hu[at] = hu
      if (kind !== null) this.kind[at] = kind
    }
  }

  /** Round cones; voxel by voxel within each one's bounding box. */
  paintTubes(list: readonly Tube[], hu: number, kind: Tissue | null, where: number): void {
    for (const tube of list) this.#paintTube(tube, hu, kind, where)
  }

  #paintTube({ from, to, fromRadius, toRadius }: Tube, hu: number, kind: Tissue | null, where: number): void {
    const widest = Math.max(fromRadius, toRadius)
    const { z } = this
    if (z < Math.min(from[2], to[2]) - widest || z > Math.max(from[2], to[2]) + widest) return
    const [ax, ay, az] = [to[0] - from[0], to[1] - from[1], to[2] - from[2]]
    const square = ax * ax + ay * ay + az * az
    const dz = z - from[2]
    const [xLow, xHigh] = [Math.min(from[0], to[0]) - widest, Math.max(from[0], to[0]) + widest]
    const [nx, ny] = this.#grid.size
    const [dx, dy] = this.#grid.spacing
    const [x0, y0] = this.#grid.origin
    const lastJ = Math.min(ny - 1, Math.floor((Math.max(from[1], to[1]) + widest - y0) / dy))
    const firstI = Math.max(0, Math.ceil((xLow - x0) / dx))
    const lastI = Math.min(nx - 1, Math.floor((xHigh - x0) / dx))
    for (let j = Math.max(0, Math.ceil((Math.min(from[1], to[1]) - widest - y0) / dy)); j <= lastJ; j++) {
      const py = y0 + j * dy - from[1]
      for (let i = firstI; i <= lastI; i++) {
        const at = j * nx + i
        if (((where >> (this.kind[at] as number)) & 1) === 0) continue
        const px = x0 + i * dx - from[0]
        const along = Math.min(1, Math.max(0, (px * ax + py * ay + dz * az) / square))
        const radius = fromRadius + along * (toRadius - fromRadius)
        const [ex, ey, ez] = [px - along * ax, py - along * ay, dz - along * az]
        if (ex * ex + ey * ey + ez * ez > radius * radius) continue
        this.hu[at] = hu
        if (kind !== null) this.kind[at] = kind
      }
    }
  }
}
