import { expect, it } from 'vitest'
import type { Grid, Vec3 } from '../../src-shared/geometry.ts'
import { gridMetric } from '../../src-shared/imaging/element-rows.ts'
import {
  isUpright,
  storedMask,
  toStoredIndex,
  toUprightOrder,
  uprightAxes,
  uprightValues,
} from '../../src-shared/imaging/reorient.ts'
import { createBitMask, getBit } from '../../src-shared/mask.ts'
import { setBit } from '../support/mask-literal.ts'

const grid = (direction: Grid['direction'], size: Vec3 = [3, 4, 5]): Grid => ({
  size,
  spacing: [1, 2, 3],
  origin: [0, 0, 0],
  direction,
})
const [x, y, z] = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
] as const
const turned = (v: Vec3): Vec3 => [-v[0] || 0, -v[1] || 0, -v[2] || 0]

it('sees how the axes lie', () => {
  expect(isUpright(uprightAxes(grid([x, y, z])))).toBe(true)
  expect(uprightAxes(grid([turned(x), turned(y), z]))).toEqual({ axes: [0, 1, 2], flipped: [true, true, false] })
  expect(uprightAxes(grid([x, turned(z), y]))).toEqual({ axes: [0, 2, 1], flipped: [false, false, true] })
  expect(uprightAxes(grid([y, z, x])).axes).toEqual([2, 0, 1])
  expect(isUpright(uprightAxes(grid([x, y, [0, -0.33, 0.94]])))).toBe(true)
})

const grids = [
  grid([x, y, turned(z)]),
  grid([turned(x), turned(y), z]),
  grid([x, turned(z), y], [34, 3, 4]),
  grid([y, turned(z), turned(x)], [33, 5, 2]),
]

it.each(grids)('brings every voxel to its upright place and masks back, %#', (stored) => {
  const map = uprightAxes(stored)
  const [nx, ny, nz] = toUprightOrder(stored.size, map)
  const count = nx * ny * nz
  const values = Int16Array.from({ length: count }, (_, at) => at)
  const upright = uprightValues(values, stored.size, map)
  const mask = createBitMask([nx, ny, nz])
  const back = createBitMask(stored.size)
  for (let c = 0; c < nz; c++)
    for (let b = 0; b < ny; b++)
      for (let a = 0; a < nx; a++) {
        const [i, j, k] = toStoredIndex([a, b, c], stored.size, map)
        expect(upright[(c * ny + b) * nx + a]).toBe(values[(k * stored.size[1] + j) * stored.size[0] + i])
        if ((a * 7 + b * 3 + c) % 4 !== 0) continue
        setBit(mask, a, b, c)
        setBit(back, i, j, k)
      }
  expect(storedMask(mask, map).words).toEqual(back.words)
  expect(getBit(back, 0, 0, 0)).toBe(getBit(storedMask(mask, map), 0, 0, 0))
})

it('measures lengths in upright steps, shear with its sign', () => {
  const metric = gridMetric(grid([x, turned(z), y]), uprightAxes(grid([x, turned(z), y])))
  expect(metric).toEqual({ xx: 1, yy: 9, zz: 4, xy: 0, xz: 0, yz: 0 })
  const tilted = grid([x, y, [0, 0.6, 0.8]])
  const up = gridMetric(tilted, uprightAxes(tilted))
  const down = grid([x, turned(y), [0, 0.6, 0.8]])
  expect(up.yz).toBeCloseTo(3.6, 12)
  expect(gridMetric(down, uprightAxes(down)).yz).toBeCloseTo(3.6, 12)
})
