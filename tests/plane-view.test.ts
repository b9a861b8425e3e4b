import { describe, expect, it } from 'vitest'
import { type Grid, indexToPoint, normalize, type Plane, pointToIndex, type Vec3 } from '../src-shared/geometry.ts'
import {
  directionLetters,
  edgeLetters,
  indexToPixel,
  pixelToIndex,
  planeView,
  slicePosition,
  voxelAt,
} from '../src-shared/plane-view.ts'

const axes: readonly Vec3[] = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
]

/** The same box of tissue, 24 x 30 x 18 mm around (4, -7, -200), stored in each of the 48 orders and directions. */
function storedGrids(): Grid[] {
  const sizes = [8, 10, 6]
  const spacing = [3, 3, 3]
  const centre: Vec3 = [4, -7, -200]
  const orders = [
    [0, 1, 2],
    [0, 2, 1],
    [1, 0, 2],
    [1, 2, 0],
    [2, 0, 1],
    [2, 1, 0],
  ]
  return orders.flatMap((order) =>
    Array.from({ length: 8 }, (_, signs): Grid => {
      const direction = order.map((axis, n) => {
        const sign = (signs >> n) & 1 ? -1 : 1
        return (axes[axis] as Vec3).map((c) => c * sign || 0) as unknown as Vec3
      }) as unknown as Grid['direction']
      const size = order.map((axis) => sizes[axis]) as unknown as Vec3
      const grid: Grid = { size, spacing: spacing as unknown as Vec3, origin: [0, 0, 0], direction }
      const half = indexToPoint(grid, [(size[0] - 1) / 2, (size[1] - 1) / 2, (size[2] - 1) / 2])
      return { ...grid, origin: [centre[0] - half[0], centre[1] - half[1], centre[2] - half[2]] }
    }),
  )
}

const expected: Record<Plane, { letters: string; columns: number; rows: number; count: number }> = {
  axial: { letters: 'R L A P', columns: 8, rows: 10, count: 6 },
  coronal: { letters: 'R L S I', columns: 8, rows: 6, count: 10 },
  sagittal: { letters: 'A P S I', columns: 10, rows: 6, count: 8 },
}

describe('planeView', () => {
  it.each(['axial', 'coronal', 'sagittal'] as const)(
    'shows the same %s picture however the volume is stored',
    (plane) => {
      const grids = storedGrids()
      expect(grids).toHaveLength(48)
      for (const grid of grids) {
        const view = planeView(grid, plane)
        const { left, right, top, bottom } = edgeLetters(grid, view)
        expect([left, right, top, bottom].join(' ')).toBe(expected[plane].letters)
        expect([view.columns, view.rows, view.count]).toEqual([
          expected[plane].columns,
          expected[plane].rows,
          expected[plane].count,
        ])
        // The first slice of the rail's top holds the most cranial, frontal or right voxels.
        const topSlice = view.upStep === 1 ? view.count - 1 : 0
        const corner = indexToPoint(grid, pixelToIndex(view, 0, 0, topSlice))
        const wanted = { axial: [-6.5, -20.5, -192.5], coronal: [-6.5, -20.5, -192.5], sagittal: [-6.5, -20.5, -192.5] }
        corner.forEach((c, n) => {
          expect(c).toBeCloseTo(wanted[plane][n] as number, 6)
        })
      }
    },
  )

  it('agrees with the geometry: a point is shown at the pixel its index says', () => {
    for (const grid of storedGrids()) {
      const view = planeView(grid, 'axial')
      const index = pixelToIndex(view, 2, 3, 1)
      const back = pointToIndex(grid, indexToPoint(grid, index))
      back.forEach((value, n) => {
        expect(value).toBeCloseTo(index[n] as number, 9)
      })
    }
  })

  it('finds the pixel of a voxel again, and the voxel under a place of the screen', () => {
    for (const grid of storedGrids()) {
      for (const plane of ['axial', 'coronal', 'sagittal'] as const) {
        const view = planeView(grid, plane)
        const index: Vec3 = [1, 3, 4]
        const { x, y, slice } = indexToPixel(view, index)
        expect(pixelToIndex(view, x, y, slice)).toEqual(index)
        expect(voxelAt(view, { x: x + 0.99, y: y + 0.01 }, slice)).toEqual(index)
        expect(voxelAt(view, { x: -7, y: 1000 }, slice)).toEqual(pixelToIndex(view, 0, view.rows - 1, slice))
      }
    }
  })

  it('uses every axis once for oblique and sheared grids, and says two letters where the plane is oblique', () => {
    const grid: Grid = {
      size: [16, 16, 8],
      spacing: [1, 1, 2],
      origin: [0, 0, 0],
      direction: [normalize([1, 0.9, 0]), normalize([-0.9, 1, 0]), normalize([0, -0.33, 0.94])],
    }
    for (const plane of ['axial', 'coronal', 'sagittal'] as const) {
      expect([...planeView(grid, plane).axes].sort()).toEqual([0, 1, 2])
    }
    expect(edgeLetters(grid, planeView(grid, 'axial'))).toEqual({ left: 'RA', right: 'LP', top: 'AL', bottom: 'PR' })
    expect(directionLetters([0, -0.317, 0.948])).toBe('S')
  })
})

describe('slicePosition', () => {
  it('gives letter and distance on both sides of the origin', () => {
    const grid: Grid = {
      size: [4, 4, 5],
      spacing: [1, 1, 5],
      origin: [-1.5, -1.5, -10],
      direction: [
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
      ],
    }
    const view = planeView(grid, 'axial')
    expect(slicePosition(grid, view, 0)).toEqual({ letter: 'I', mm: 10 })
    expect(slicePosition(grid, view, 4)).toEqual({ letter: 'S', mm: 10 })
    expect(slicePosition(grid, planeView(grid, 'coronal'), 0)).toEqual({ letter: 'A', mm: 1.5 })
    expect(slicePosition(grid, planeView(grid, 'sagittal'), 3)).toEqual({ letter: 'L', mm: 1.5 })
  })
})
