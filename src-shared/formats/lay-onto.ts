import { dot, type Grid, type Vec3 } from '../geometry.ts'
import type { Labelmap } from './labelmap.ts'

/**
 * The labelmap with its axes named and turned as those of `grid`, so that equal voxels have equal indices: files keep rows
 * reversed, or axes in another order. Voxels are only moved, none is resampled; whether the two grids are the same is for the
 * caller to see. A labelmap without a grid takes that of equal size and else stays as it is.
 */
export function layOnto(labelmap: Labelmap, grid: Grid): Labelmap {
  const { size, voxels } = labelmap
  if (labelmap.grid === null) {
    return size.every((n, axis) => n === grid.size[axis]) ? { ...labelmap, grid } : labelmap
  }
  const turns = matchAxes(labelmap.grid, grid)
  if (turns === null) return labelmap
  const strides = [1, size[0], size[0] * size[1]]
  const [si, sj, sk] = turns.map(({ axis, sign }) => sign * (strides[axis] as number)) as unknown as Vec3
  const [nx, ny, nz] = turns.map(({ axis }) => size[axis] as number) as unknown as Vec3
  const first = turns.reduce(
    (sum, { axis, sign }) => sum + (sign < 0 ? ((size[axis] as number) - 1) * (strides[axis] as number) : 0),
    0,
  )
  if (si === 1 && sj === nx && sk === nx * ny) return labelmap
  const out = new Uint8Array(voxels.length)
  for (let k = 0, to = 0; k < nz; k++) {
    for (let j = 0; j < ny; j++) {
      let from = first + k * sk + j * sj
      if (si === 1) {
        out.set(voxels.subarray(from, from + nx), to)
        to += nx
      } else for (let i = 0; i < nx; i++, from += si) out[to++] = voxels[from] as number
    }
  }
  return { ...labelmap, size: [nx, ny, nz], grid: turned(labelmap.grid, turns), voxels: out }
}

interface Turn {
  /** Axis of the file. */
  readonly axis: 0 | 1 | 2
  readonly sign: 1 | -1
}

/** For each axis of the grid the file's axis along it; null where they do not lie along each other one to one. */
function matchAxes(file: Grid, grid: Grid): [Turn, Turn, Turn] | null {
  const turns = grid.direction.map((unit): Turn => {
    const along = file.direction.map((axis) => dot(axis, unit))
    const sizes = along.map(Math.abs)
    const axis = sizes.indexOf(Math.max(...sizes)) as 0 | 1 | 2
    return { axis, sign: (along[axis] as number) < 0 ? -1 : 1 }
  })
  return new Set(turns.map(({ axis }) => axis)).size === 3 ? (turns as [Turn, Turn, Turn]) : null
}

function turned(file: Grid, turns: readonly Turn[]): Grid {
  const of = <Value>(values: readonly Value[]) => turns.map(({ axis }) => values[axis] as Value)
  let origin = file.origin
  for (const { axis, sign } of turns) {
    if (sign > 0) continue
    const far = ((file.size[axis] as number) - 1) * (file.spacing[axis] as number)
    origin = origin.map((part, n) => part + far * (file.direction[axis]?.[n] ?? 0)) as unknown as Vec3
  }
  const direction = turns.map(({ axis, sign }) => file.direction[axis]?.map((part) => sign * part))
  return {
    size: of(file.size) as unknown as Vec3,
    spacing: of(file.spacing) as unknown as Vec3,
    origin,
    direction: direction as unknown as [Vec3, Vec3, Vec3],
  }
}
