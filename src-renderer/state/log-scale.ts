/** Largest value of V's slider in px. */
export const largestV = 10_000

/** Place of a value on V's slider: 0 at the left end, then 1 to 10,000 evenly by powers of ten up to 1. */
export function placeOfV(value: number): number {
  if (value <= 0) return 0
  return Math.min(1, Math.log10(1 + value) / Math.log10(1 + largestV))
}

/** Value at a place from 0 to 1, in whole px. */
export function vAtPlace(place: number): number {
  if (place <= 0) return 0
  return Math.round(10 ** (Math.min(1, place) * Math.log10(1 + largestV)) - 1)
}

/** The next value up or down of the series 0, 1, 2, 5, 10, 20, 50 … 10,000. */
export function stepV(value: number, direction: 1 | -1): number {
  const series = [0]
  for (let power = 1; power <= largestV; power *= 10) series.push(power, power * 2, power * 5)
  const inRange = series.filter((step) => step <= largestV)
  if (direction === 1) return inRange.find((step) => step > value) ?? largestV
  return inRange.findLast((step) => step < value) ?? 0
}
