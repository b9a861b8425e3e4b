import { placeOfV } from './log-scale.ts'

export interface RugMark {
  /** Column from 0 to `columns - 1`. */
  readonly column: number
  /** Marks stacked there, 1 to the highest. */
  readonly height: number
  /** Smaller than V. */
  readonly goes: boolean
}

/**
 * One mark a part above V's slider, stacked where many have the same place. Where more parts share a place than marks fit,
 * the stack's height grows with the logarithm of their number. `sizes` are [px, how many], ascending.
 */
export function rugMarks(
  sizes: readonly (readonly [number, number])[],
  v: number,
  columns: number,
  highest: number,
): RugMark[] {
  const counts = new Map<string, { column: number; goes: boolean; parts: number }>()
  for (const [size, parts] of sizes) {
    const column = Math.round(placeOfV(size) * (columns - 1))
    const goes = size < v
    const key = `${column} ${goes}`
    const entry = counts.get(key)
    if (entry === undefined) counts.set(key, { column, goes, parts })
    else entry.parts += parts
  }
  const most = Math.max(1, ...[...counts.values()].map(({ parts }) => parts))
  const heightOf = (parts: number): number =>
    most <= highest ? parts : Math.max(1, Math.round((Math.log1p(parts) / Math.log1p(most)) * highest))
  return [...counts.values()].map(({ column, goes, parts }) => ({ column, goes, height: heightOf(parts) }))
}
