import type { Grid, Vec3 } from '../../src-shared/geometry.ts'
import { createPhantom } from '../../src-shared/phantom/phantom.ts'
import type { Volume } from '../../src-shared/volume.ts'

/** A chest with its true labels, [nz][ny][nx]. */
export interface ChestCase {
  readonly grid: Grid
  readonly hu: Int16Array
  readonly truth: Uint8Array
}

let plain: ChestCase | null = null

/** A fresh copy of the sample chest, 2.8 x 2.8 x 4 mm. */
export function plainChest(): ChestCase {
  plain ??= paintChest(75, 128)
  return { grid: plain.grid, hu: plain.hu.slice(), truth: plain.truth.slice() }
}

let ordinary: ChestCase | null = null

/** A fresh copy of the sample chest with the voxels of an ordinary scan, 1.4 x 1.4 x 3 mm. */
export function ordinaryChest(): ChestCase {
  ordinary ??= paintChest(100, 256)
  return { grid: ordinary.grid, hu: ordinary.hu.slice(), truth: ordinary.truth.slice() }
}

function paintChest(slices: number, size: number): ChestCase {
  const { grid, slice } = createPhantom({ slices, size })
  const hu = new Int16Array(slices * size * size)
  const truth = new Uint8Array(hu.length)
  for (let k = 0; k < slices; k++) {
    const painted = slice(k)
    hu.set(painted.hu, k * size * size)
    truth.set(painted.truth, k * size * size)
  }
  return { grid, hu, truth }
}

export const volumeOfChest = ({ grid, hu }: ChestCase): Volume => ({
  grid,
  hu,
  stored: null,
  slices: Array.from({ length: grid.size[2] }, (_, k) => ({
    instanceNumber: k + 1,
    slope: 1,
    intercept: -1024,
    present: true,
  })),
})

/** Paints: what `of` gives for a voxel at this LPS point replaces it; undefined leaves it. */
export function repaint(
  chest: ChestCase,
  of: (point: Vec3, hu: number, truth: number) => { hu: number; truth: number } | undefined,
): ChestCase {
  const { grid, hu, truth } = chest
  const [nx, ny, nz] = grid.size
  for (let k = 0, at = 0; k < nz; k++)
    for (let j = 0; j < ny; j++)
      for (let i = 0; i < nx; i++, at++) {
        const point: Vec3 = [
          grid.origin[0] + i * grid.spacing[0],
          grid.origin[1] + j * grid.spacing[1],
          grid.origin[2] + k * grid.spacing[2],
        ]
        const made = of(point, hu[at] as number, truth[at] as number)
        if (made === undefined) continue
        hu[at] = made.hu
        truth[at] = made.truth
      }
  return chest
}

/** The part of a chest from index `from` up to, not including, `to`. */
export function cutOut({ grid, hu, truth }: ChestCase, from: Vec3, to: Vec3): ChestCase {
  const size: Vec3 = [to[0] - from[0], to[1] - from[1], to[2] - from[2]]
  const made = { hu: new Int16Array(size[0] * size[1] * size[2]), truth: new Uint8Array(size[0] * size[1] * size[2]) }
  let at = 0
  for (let k = from[2]; k < to[2]; k++)
    for (let j = from[1]; j < to[1]; j++)
      for (let i = from[0]; i < to[0]; i++, at++) {
        const source = (k * grid.size[1] + j) * grid.size[0] + i
        made.hu[at] = hu[source] as number
        made.truth[at] = truth[source] as number
      }
  const start = ([0, 1, 2] as const).map((a) => grid.origin[a] + from[a] * grid.spacing[a])
  return { grid: { ...grid, size, origin: [start[0] ?? 0, start[1] ?? 0, start[2] ?? 0] }, ...made }
}

/** The same voxels stored otherwise: new axis c is old axis `axes[c]`, turned round where `flipped[c]`; same patient. */
export function storeOtherwise(
  { grid, hu, truth }: ChestCase,
  axes: readonly [0 | 1 | 2, 0 | 1 | 2, 0 | 1 | 2],
  flipped: readonly [boolean, boolean, boolean],
): ChestCase {
  const pick = (of: Vec3): Vec3 => [of[axes[0]], of[axes[1]], of[axes[2]]]
  const size = pick(grid.size)
  const steps = pick([1, grid.size[0], grid.size[0] * grid.size[1]])
  const made = { hu: new Int16Array(hu.length), truth: new Uint8Array(hu.length) }
  const place = (index: number, c: 0 | 1 | 2): number => (flipped[c] ? size[c] - 1 - index : index) * steps[c]
  let at = 0
  for (let z = 0; z < size[2]; z++)
    for (let y = 0; y < size[1]; y++)
      for (let x = 0; x < size[0]; x++, at++) {
        const source = place(x, 0) + place(y, 1) + place(z, 2)
        made.hu[at] = hu[source] as number
        made.truth[at] = truth[source] as number
      }
  const turn = (v: Vec3, round: boolean): Vec3 => (round ? [0 - v[0], 0 - v[1], 0 - v[2]] : v)
  const direction = grid.direction
  const origin = [0, 1, 2].map((d) =>
    ([0, 1, 2] as const).reduce(
      (sum, c) => {
        const last = grid.spacing[axes[c]] * (grid.size[axes[c]] - 1)
        return flipped[c] ? sum + (direction[axes[c]][d as 0 | 1 | 2] as number) * last : sum
      },
      grid.origin[d as 0 | 1 | 2],
    ),
  )
  return {
    grid: {
      size,
      spacing: pick(grid.spacing),
      origin: [origin[0] ?? 0, origin[1] ?? 0, origin[2] ?? 0],
      direction: [
        turn(direction[axes[0]], flipped[0]),
        turn(direction[axes[1]], flipped[1]),
        turn(direction[axes[2]], flipped[2]),
      ],
    },
    ...made,
  }
}
