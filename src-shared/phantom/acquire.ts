import { mixBits } from './random.ts'

/**
 * Makes an ideal slice look scanned: seeded noise, then a light in-plane blur (1, 2, 1 along rows and along columns) that
 * softens edges and gives the noise its grain. In place; `hu` is [ny][nx]; whole numbers only.
 */
export function acquire(hu: Int16Array, nx: number, ny: number, seed: number): void {
  for (let n = 0; n < hu.length; n++) {
    const h = mixBits(seed + Math.imul(n, 0x27d4eb2f))
    // four bytes added are nearly normal, with a deviation of 148
    const sum = (h & 255) + ((h >>> 8) & 255) + ((h >>> 16) & 255) + (h >>> 24) - 510
    hu[n] = (hu[n] as number) + ((sum * noiseGain) >> 8)
  }
  const row = new Int16Array(nx)
  for (let j = 0; j < ny; j++) {
    row.set(hu.subarray(j * nx, (j + 1) * nx))
    for (let i = 1; i < nx - 1; i++) {
      hu[j * nx + i] = ((row[i - 1] as number) + 2 * (row[i] as number) + (row[i + 1] as number)) >> 2
    }
  }
  const above = hu.slice(0, nx)
  for (let j = 1; j < ny - 1; j++) {
    for (let i = 0, at = j * nx; i < nx; i++, at++) {
      const here = hu[at] as number
      hu[at] = ((above[i] as number) + 2 * here + (hu[at + nx] as number)) >> 2
      above[i] = here
    }
  }
  for (let n = 0; n < hu.length; n++) if ((hu[n] as number) < -1024) hu[n] = -1024
}

// about 36 HU before the blur, 14 after it
const noiseGain = 62
