/** Smallest, middle and spread (largest less smallest) of repeated measurements. */
export interface Statistics {
  readonly minimum: number
  readonly median: number
  readonly spread: number
}

export function statistics(values: readonly number[]): Statistics {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (index: number): number => sorted[index] ?? Number.NaN
  const half = sorted.length / 2
  return {
    minimum: at(0),
    median: (at(Math.ceil(half) - 1) + at(Math.floor(half))) / 2,
    spread: at(sorted.length - 1) - at(0),
  }
}

export const milliseconds = ({ minimum, median, spread }: Statistics): string =>
  [minimum, median, spread].map((seconds) => (seconds * 1000).toFixed(1).padStart(8)).join(' ')
