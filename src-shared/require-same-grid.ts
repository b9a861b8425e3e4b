import { Failure } from './failure.ts'
import { type Grid, indexToPoint, length, subtract, type Vec3 } from './geometry.ts'
import { limits } from './limits.ts'

/**
 * Throws `E_GRID` where two grids do not put the same voxels at the same points of the patient: their sizes differ, or a corner of
 * the one lies more than `limits.gridToleranceMm` from that of the other. The message and the details `differs`, `ours` and `theirs` name what differs.
 * @param names what the two are called in the message
 */
export function requireSameGrid(a: Grid, b: Grid, names: readonly [string, string]): void {
  const differs = gridDifferences(a, b)
  if (differs.length === 0) return
  const facts = differs.map((part) => `${part} ${written(a, part)} and ${written(b, part)}`).join('; ')
  throw new Failure(
    'E_GRID',
    `${names[0]} and ${names[1]} do not lie on the same voxels: ${facts}. Compare masks of the same series, or resample one to the other's grid.`,
    { differs, ours: differs.map((part) => written(a, part)), theirs: differs.map((part) => written(b, part)) },
  )
}

const parts = ['size', 'spacing', 'direction', 'origin'] as const
export type GridPart = (typeof parts)[number]

/** What of two grids differs by more than the tolerance; empty where they are the same. */
export function gridDifferences(a: Grid, b: Grid): GridPart[] {
  if (a.size.some((n, axis) => n !== b.size[axis]))
    return ['size', ...parts.slice(1).filter((part) => unlike(a, b, part))]
  if (cornerDistanceMm(a, b) <= limits.gridToleranceMm) return []
  const found = parts.filter((part) => unlike(a, b, part))
  // small parts that only add up to too much at a far corner
  return found.length > 0 ? found : ['spacing', 'direction', 'origin']
}

function cornerDistanceMm(a: Grid, b: Grid): number {
  const last = a.size.map((n) => n - 1)
  let furthest = 0
  for (let corner = 0; corner < 8; corner++) {
    const index = last.map((n, axis) => ((corner >> axis) & 1) * n) as unknown as Vec3
    furthest = Math.max(furthest, length(subtract(indexToPoint(a, index), indexToPoint(b, index))))
  }
  return furthest
}

/** True where one part alone moves a corner by more than the tolerance. */
function unlike(a: Grid, b: Grid, part: GridPart): boolean {
  if (part === 'size') return a.size.some((n, axis) => n !== b.size[axis])
  return cornerDistanceMm(a, { ...a, [part]: b[part] }) > limits.gridToleranceMm
}

function written(grid: Grid, part: GridPart): string {
  if (part === 'size') return grid.size.join(' x ')
  if (part === 'direction') return grid.direction.map((axis) => `(${axis.map(short).join(', ')})`).join(' ')
  return `${grid[part].map(short).join(part === 'spacing' ? ' x ' : ', ')} mm`
}

const short = (value: number): string => String(Math.round(value * 1e4) / 1e4 + 0)
