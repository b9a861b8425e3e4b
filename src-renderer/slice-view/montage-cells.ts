/**
 * The slices of a montage in reading order: `first` to `last` spread evenly over the cells, both ends included, each at
 * most once; fewer than cells where there are fewer slices. `headFirst` says that the first cell holds the end that
 * `upStep` points to.
 */
export function montageSlices(
  first: number,
  last: number,
  cells: number,
  headFirst: boolean,
  upStep: 1 | -1,
): readonly number[] {
  const low = Math.min(first, last)
  const high = Math.max(first, last)
  const count = Math.min(cells, high - low + 1)
  if (count <= 0) return []
  const slices =
    count === 1
      ? [Math.round((low + high) / 2)]
      : Array.from({ length: count }, (_, n) => Math.round(low + (n * (high - low)) / (count - 1)))
  return headFirst === (upStep === 1) ? slices.reverse() : slices
}

/** The cell an arrow key goes to; null for other keys or past the edge. */
export function cellForKey(key: string, cell: number, columns: number, count: number): number | null {
  const steps: Readonly<Record<string, number>> = {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowUp: -columns,
    ArrowDown: columns,
  }
  if (key === 'Home') return 0
  if (key === 'End') return count - 1
  const step = Object.hasOwn(steps, key) ? steps[key] : undefined
  if (step === undefined) return null
  const target = cell + step
  return target < 0 || target >= count ? null : target
}

/** Position in the list of the slice nearest to one, -1 for an empty list. */
export function nearestCell(slices: readonly number[], slice: number): number {
  let best = -1
  let bestDistance = Number.POSITIVE_INFINITY
  slices.forEach((candidate, cell) => {
    const distance = Math.abs(candidate - slice)
    if (distance < bestDistance) {
      bestDistance = distance
      best = cell
    }
  })
  return best
}
