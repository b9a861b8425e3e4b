import { expect, it } from 'vitest'
import { meshVolumeMm3 } from '../../src-shared/imaging/mesh-volume.ts'

/** A corner of a cube of edge 6 cut off: volume 36. */
const indices = Uint32Array.of(0, 2, 1, 0, 1, 3, 1, 2, 3, 2, 0, 3)
const at = (x: number): Float32Array => Float32Array.of(x, 0, 0, x + 6, 0, 0, x, 6, 0, x, 0, 6)

it('is a sixth of the box for a corner tetrahedron, wherever it lies', () => {
  expect(meshVolumeMm3({ positions: at(0), indices })).toBeCloseTo(36, 9)
  expect(meshVolumeMm3({ positions: at(4096), indices })).toBeCloseTo(36, 9)
})

it('is negative inside out and 0 for nothing', () => {
  expect(meshVolumeMm3({ positions: at(0), indices: indices.toReversed() })).toBeCloseTo(-36, 9)
  expect(meshVolumeMm3({ positions: new Float32Array(), indices: new Uint32Array() })).toBe(0)
})
