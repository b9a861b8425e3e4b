/**
 * Squared distance from a point to the nearest point of the triangle whose corners start at `indices[t]`.
 *
 * Source: C. Ericson, "Real-Time Collision Detection", 2005, section 5.1.5: the region of the triangle's plane that the point
 * lies over tells the nearest corner, edge or face.
 */
export function pointTriangleSquared(
  x: number,
  y: number,
  z: number,
  positions: Float32Array,
  indices: Uint32Array,
  t: number,
): number {
  const a = (indices[t] as number) * 3
  const b = (indices[t + 1] as number) * 3
  const c = (indices[t + 2] as number) * 3
  const ax = positions[a] as number
  const ay = positions[a + 1] as number
  const az = positions[a + 2] as number
  const abx = (positions[b] as number) - ax
  const aby = (positions[b + 1] as number) - ay
  const abz = (positions[b + 2] as number) - az
  const acx = (positions[c] as number) - ax
  const acy = (positions[c + 1] as number) - ay
  const acz = (positions[c + 2] as number) - az
  const apx = x - ax
  const apy = y - ay
  const apz = z - az
  const d1 = abx * apx + aby * apy + abz * apz
  const d2 = acx * apx + acy * apy + acz * apz
  const abab = abx * abx + aby * aby + abz * abz
  const abac = abx * acx + aby * acy + abz * acz
  const acac = acx * acx + acy * acy + acz * acz
  const d3 = d1 - abab
  const d4 = d2 - abac
  const d5 = d1 - abac
  const d6 = d2 - acac
  const va = d3 * d6 - d5 * d4
  const vb = d5 * d2 - d1 * d6
  const vc = d1 * d4 - d3 * d2
  // parts of ab and ac that lead from a to the nearest point
  let v = 0
  let w = 0
  if (d1 <= 0 && d2 <= 0) v = 0
  else if (d3 >= 0 && d4 <= d3) v = 1
  else if (vc <= 0 && d1 >= 0 && d3 <= 0) v = d1 / (d1 - d3)
  else if (d6 >= 0 && d5 <= d6) w = 1
  else if (vb <= 0 && d2 >= 0 && d6 <= 0) w = d2 / (d2 - d6)
  else if (va <= 0 && d4 - d3 >= 0 && d5 - d6 >= 0) {
    w = (d4 - d3) / (d4 - d3 + (d5 - d6))
    v = 1 - w
  } else {
    const sum = va + vb + vc
    v = vb / sum
    w = vc / sum
  }
  const dx = apx - v * abx - w * acx
  const dy = apy - v * aby - w * acy
  const dz = apz - v * abz - w * acz
  return dx * dx + dy * dy + dz * dz
}
