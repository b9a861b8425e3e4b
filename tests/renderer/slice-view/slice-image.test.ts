import { describe, expect, it } from 'vitest'
import { hasArrived, sliceImage } from '../../../src-renderer/slice-view/slice-image.ts'
import type { ViewVolume } from '../../../src-renderer/slice-view/view-props.ts'
import type { Grid, Vec3 } from '../../../src-shared/geometry.ts'
import { planeView } from '../../../src-shared/plane-view.ts'

function volumeOf(direction: Grid['direction'], size: Vec3, arrived: number[]): ViewVolume {
  const grid: Grid = { size, spacing: [1, 1, 1], origin: [0, 0, 0], direction }
  const [nx, ny, nz] = size
  const hu = Int16Array.from({ length: nx * ny * nz }, (_, n) => 100 + Math.floor(n / (nx * ny)))
  return { volumeId: 'volume', grid, hu, arrived: new Set(arrived), revision: 0, range: null }
}

const upright: Grid['direction'] = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
]

describe('sliceImage', () => {
  it('shows slices not read yet black in the cuts across them, and no voxel of the volume is changed', () => {
    const volume = volumeOf(upright, [3, 4, 5], [1, 2])
    const before = volume.hu.slice()
    for (const plane of ['coronal', 'sagittal'] as const) {
      const view = planeView(volume.grid, plane)
      const { pixels, columns } = sliceImage(volume, view, 1)
      const lines = Array.from({ length: 5 }, (_, y) => pixels[y * columns])
      // The head is up: k falls from the top.
      expect(lines).toEqual([-1024, -1024, 102, 101, -1024])
      expect(hasArrived(volume, view, 0)).toBe(true)
    }
    expect(volume.hu).toEqual(before)
    expect(hasArrived(volume, planeView(volume.grid, 'axial'), 0)).toBe(false)
  })

  it('finds the lines of a sagittal acquisition in its axial cuts', () => {
    const sagittal: Grid['direction'] = [
      [0, 1, 0],
      [0, 0, -1],
      [1, 0, 0],
    ]
    const volume = volumeOf(sagittal, [3, 4, 5], [0, 4])
    const { pixels, columns } = sliceImage(volume, planeView(volume.grid, 'axial'), 0)
    expect(columns).toBe(5)
    expect([...pixels.subarray(0, 5)]).toEqual([100, -1024, -1024, -1024, 104])
  })
})
