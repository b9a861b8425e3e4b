import type { Vec3 } from '../../src-shared/geometry.ts'
import type { RawSeries } from './raw-series.ts'

const size: Vec3 = [90, 70, 24]

/** Noise of -64 to 63 from the voxel's place alone, in 32-bit integer steps that any language repeats. */
function noise(i: number, j: number, k: number): number {
  let hash = Math.imul(i, 73_856_093) ^ Math.imul(j, 19_349_663) ^ Math.imul(k, 83_492_791)
  hash = Math.imul(hash ^ (hash >>> 13), 0x5bd1e995)
  return (hash >>> 24) / 2 - 64
}

const ellipse = (x: number, y: number, rx: number, ry: number): boolean =>
  x * x * ry * ry + y * y * rx * rx <= rx * rx * ry * ry

function storedAt(i: number, j: number, k: number): number {
  const body = ellipse(2 * i - 89, 2 * j - 69, 84, 62)
  const inRange = k >= 2 && k <= 21
  const right = ellipse(2 * i - 50, 2 * j - 66, 26, 40 - k)
  const left = ellipse(2 * i - 130, 2 * j - 66, 26, 44 - k)
  const lung = inRange && (right || left)
  const vessel = i % 11 < 2 && j % 9 < 2
  const gas = ellipse(2 * i - 88, 2 * j - 100, 5, 5)
  const base = !body ? 30 : (lung && !vessel) || gas ? 150 : 1060
  return Math.max(0, base + Math.trunc(noise(i, j, k)) + (body ? 100 : 0))
}

/**
 * A small made-up chest in whole numbers: two lungs with vessels, gas, noise, air around; slices numbered from the top down.
 * The golden generator makes the same one.
 */
export function syntheticChest(): RawSeries {
  const [nx, ny, nz] = size
  const stored = new Int32Array(nx * ny * nz)
  let at = 0
  for (let k = 0; k < nz; k++)
    for (let j = 0; j < ny; j++) for (let i = 0; i < nx; i++) stored[at++] = storedAt(i, j, k)
  return {
    grid: {
      size,
      spacing: [0.8, 0.8, 2.5],
      origin: [-36, -28, 10],
      direction: [
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
      ],
    },
    stored,
    slices: Array.from({ length: nz }, (_, k) => ({ instanceNumber: nz - k, slope: 1, intercept: -1024 })),
  }
}
