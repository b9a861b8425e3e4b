// coordinates in files are rounded to a ten-thousandth of a millimetre
const snap = 1e-3

/**
 * Sets the pixels of a slice, [ny][nx], whose centres lie inside a polygon (even-odd rule) or on its line. Points are [i, j] in
 * pixels, the last joined to the first; a lone point or a line sets the centres it passes.
 */
export function fillPolygon(
  points: readonly (readonly [number, number])[],
  slice: Uint8Array,
  nx: number,
  ny: number,
  value: number,
): void {
  const near = points.map(([i, j]) => [snapped(i), snapped(j)] as const)
  const rows = near.map(([, j]) => j)
  const first = Math.max(0, Math.ceil(Math.min(...rows)))
  const last = Math.min(ny - 1, Math.floor(Math.max(...rows)))
  for (let j = first; j <= last; j++) fillRow(near, j, slice.subarray(j * nx, (j + 1) * nx), value)
}

function snapped(value: number): number {
  const whole = Math.round(value)
  return Math.abs(value - whole) < snap ? whole : value
}

function fillRow(points: readonly (readonly [number, number])[], row: number, out: Uint8Array, value: number): void {
  const crossings: number[] = []
  const fill = (from: number, to: number): void => {
    out.fill(value, Math.max(0, Math.ceil(snapped(from))), Math.max(0, Math.floor(snapped(to)) + 1))
  }
  for (let n = 0; n < points.length; n++) {
    const [i0, j0] = points[n] as readonly [number, number]
    const [i1, j1] = points[(n + 1) % points.length] as readonly [number, number]
    if (j0 === row) fill(i0, i0)
    if (j0 === row && j1 === row) fill(Math.min(i0, i1), Math.max(i0, i1))
    if (j0 <= row === j1 <= row) continue
    const i = i0 + ((row - j0) / (j1 - j0)) * (i1 - i0)
    crossings.push(i)
  }
  crossings.sort((a, b) => a - b)
  for (let n = 0; n + 1 < crossings.length; n += 2) fill(crossings[n] as number, crossings[n + 1] as number)
}
