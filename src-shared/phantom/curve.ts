/**
 * A smooth curve through knots [position, value] in ascending order, level beyond both ends: cubic pieces whose slopes are
 * those between the neighbours (Catmull-Rom). Only +, -, * and / are used, so that every machine gets the same bits.
 */
export function curve(knots: readonly (readonly [number, number])[]): (position: number) => number {
  const at = (n: number) => knots[Math.min(Math.max(n, 0), knots.length - 1)] as readonly [number, number]
  const slope = (n: number): number => {
    const [before, after] = [at(n - 1), at(n + 1)]
    return n <= 0 || n >= knots.length - 1 ? 0 : (after[1] - before[1]) / (after[0] - before[0])
  }
  return (position) => {
    let n = 0
    while (n < knots.length - 2 && position > at(n + 1)[0]) n++
    const [[x0, y0], [x1, y1]] = [at(n), at(n + 1)]
    const t = Math.min(Math.max((position - x0) / (x1 - x0), 0), 1)
    const [a, b] = [slope(n) * (x1 - x0), slope(n + 1) * (x1 - x0)]
    return y0 + t * (a + t * (3 * (y1 - y0) - 2 * a - b + t * (2 * (y0 - y1) + a + b)))
  }
}
