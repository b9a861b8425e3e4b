import type { Mesh } from '../mesh.ts'
import { pointTriangleSquared } from './point-triangle.ts'

const mostCellsAlong = 96

/** Answers how far points are from a surface. */
export interface TriangleGrid {
  /** mm from the point to the nearest point of the surface. */
  distance(x: number, y: number, z: number): number
}

/** The triangles of a surface by the cells of a grid their boxes touch. The surface has at least one triangle. */
export function triangleGrid({ positions, indices }: Mesh): TriangleGrid {
  const { low, high } = boxOf(positions)
  const cell = Math.max(1e-6, ...[0, 1, 2].map((axis) => axisOf(high, axis) - axisOf(low, axis))) / mostCellsAlong
  const size = [0, 1, 2].map((axis) => Math.floor((axisOf(high, axis) - axisOf(low, axis)) / cell) + 1)
  const [nx, ny, nz] = size as [number, number, number]
  const [x0, y0, z0] = low
  const clamp = (n: number, count: number): number => Math.min(count - 1, Math.max(0, n))
  const cellX = (x: number): number => clamp(Math.floor((x - x0) / cell), nx)
  const cellY = (y: number): number => clamp(Math.floor((y - y0) / cell), ny)
  const cellZ = (z: number): number => clamp(Math.floor((z - z0) / cell), nz)
  const { starts, triangles } = sort({ positions, indices }, [nx, ny, nz], { cellX, cellY, cellZ })

  const distance = (x: number, y: number, z: number): number => {
    const [i, j, k] = [cellX(x), cellY(y), cellZ(z)]
    // a point outside the grid is farther from every cell than from the one it is counted to
    let best = Number.POSITIVE_INFINITY
    const furthest = Math.max(nx, ny, nz)
    for (let ring = 0; ring <= furthest; ring++) {
      for (let c = Math.max(0, k - ring); c <= Math.min(nz - 1, k + ring); c++) {
        for (let b = Math.max(0, j - ring); b <= Math.min(ny - 1, j + ring); b++) {
          const inside = Math.abs(c - k) < ring && Math.abs(b - j) < ring
          for (let a = i - ring; a <= i + ring; a += inside && ring > 0 ? 2 * ring : 1) {
            if (a < 0 || a >= nx) continue
            const at = (c * ny + b) * nx + a
            for (let n = starts[at] as number; n < (starts[at + 1] as number); n++) {
              const squared = pointTriangleSquared(x, y, z, positions, indices, (triangles[n] as number) * 3)
              if (squared < best) best = squared
            }
          }
        }
      }
      // what lies in cells beyond this ring is at least as far as the ring is wide
      if (best <= (ring * cell) ** 2) break
    }
    return Math.sqrt(best)
  }
  return { distance }
}

const axisOf = (point: readonly number[], axis: number): number => point[axis] as number

function boxOf(positions: Float32Array): { low: [number, number, number]; high: [number, number, number] } {
  const low: [number, number, number] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
  const high: [number, number, number] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let n = 0; n < positions.length; n++) {
    const axis = (n % 3) as 0 | 1 | 2
    const value = positions[n] as number
    if (value < low[axis]) low[axis] = value
    if (value > high[axis]) high[axis] = value
  }
  return { low, high }
}

/** Numbers of the triangles cell by cell, those of cell n from `starts[n]` on. */
function sort(
  { positions, indices }: Mesh,
  [nx, ny, nz]: readonly [number, number, number],
  to: Readonly<Record<'cellX' | 'cellY' | 'cellZ', (value: number) => number>>,
): { starts: Uint32Array; triangles: Uint32Array } {
  const starts = new Uint32Array(nx * ny * nz + 1)
  const each = (t: number, visit: (cell: number) => void): void => {
    const [a, b, c] = [0, 1, 2].map((n) => (indices[t * 3 + n] as number) * 3) as [number, number, number]
    const range = (axis: number, cell: (value: number) => number): [number, number] => {
      const values = [positions[a + axis] as number, positions[b + axis] as number, positions[c + axis] as number]
      return [cell(Math.min(...values)), cell(Math.max(...values))]
    }
    const [i0, i1] = range(0, to.cellX)
    const [j0, j1] = range(1, to.cellY)
    const [k0, k1] = range(2, to.cellZ)
    for (let k = k0; k <= k1; k++) {
      for (let j = j0; j <= j1; j++) for (let i = i0; i <= i1; i++) visit((k * ny + j) * nx + i)
    }
  }
  const count = indices.length / 3
  for (let t = 0; t < count; t++) {
    each(t, (cell) => {
      starts[cell + 1] = (starts[cell + 1] as number) + 1
    })
  }
  for (let n = 1; n < starts.length; n++) starts[n] = (starts[n] as number) + (starts[n - 1] as number)
  const triangles = new Uint32Array(starts[starts.length - 1] as number)
  const next = starts.slice()
  for (let t = 0; t < count; t++) {
    each(t, (cell) => {
      triangles[next[cell] as number] = t
      next[cell] = (next[cell] as number) + 1
    })
  }
  return { starts, triangles }
}
