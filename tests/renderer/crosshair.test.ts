import { beforeEach, describe, expect, it } from 'vitest'
import { goToEnd, goToPlace, goToVoxel, moveAcross, moveSlice } from '../../src-renderer/state/crosshair.ts'
import { resetView, showMain, toggleAlone, useView, voxelOf } from '../../src-renderer/state/view-store.ts'
import { useVolume } from '../../src-renderer/state/volume-store.ts'
import { type Grid, indexToPoint, type Plane, subtract, type Vec3 } from '../../src-shared/geometry.ts'
import { planeView } from '../../src-shared/plane-view.ts'

/** Ways a scanner stores a patient: voxels along i, j and k, and where these point in LPS. */
const stored: Readonly<Record<string, Grid>> = {
  'head first, supine': gridOf([8, 10, 6], [1, 0, 0], [0, 1, 0], [0, 0, 1]),
  'feet first': gridOf([8, 10, 6], [-1, 0, 0], [0, 1, 0], [0, 0, -1]),
  prone: gridOf([8, 10, 6], [-1, 0, 0], [0, -1, 0], [0, 0, 1]),
  'coronal acquisition': gridOf([8, 6, 10], [1, 0, 0], [0, 0, -1], [0, 1, 0]),
  'sagittal acquisition': gridOf([10, 6, 8], [0, 1, 0], [0, 0, -1], [1, 0, 0]),
}

function gridOf(size: Vec3, i: Vec3, j: Vec3, k: Vec3): Grid {
  return { size, spacing: [2, 2, 2], origin: [0, 0, 0], direction: [i, j, k] }
}

function open(grid: Grid): void {
  useVolume.setState({
    info: { volumeId: 'volume', seriesId: 'series', grid, sheared: false, plane: 'axial', slices: [] },
  })
  resetView(grid)
}

const pointNow = (grid: Grid): Vec3 => indexToPoint(grid, voxelOf(useView.getState()))

/** Millimetres in LPS that an act moves the crosshair. */
function movedBy(grid: Grid, act: () => void): number[] {
  const before = pointNow(grid)
  act()
  return subtract(pointNow(grid), before).map((mm) => mm || 0)
}

describe.each(Object.entries(stored))('crosshair, %s', (_, grid) => {
  beforeEach(() => open(grid))

  it('starts in the middle of the volume', () => {
    expect(voxelOf(useView.getState())).toEqual(grid.size.map((voxels) => voxels / 2))
  })

  it.each([
    ['axial', [0, 0, 2], [2, 0, 0]],
    ['coronal', [0, -2, 0], [2, 0, 0]],
    ['sagittal', [-2, 0, 0], [0, 2, 0]],
  ] as const)('moves as the %s viewport shows it', (activePlane, up, right) => {
    useView.setState({ activePlane })
    expect(movedBy(grid, () => moveSlice(1))).toEqual(up)
    expect(movedBy(grid, () => moveSlice(-1))).toEqual(up.map((mm) => -mm || 0))
    expect(movedBy(grid, () => moveAcross(1))).toEqual(right)
  })

  it.each(['axial', 'coronal', 'sagittal'] as const)('stays within the volume in %s', (activePlane: Plane) => {
    useView.setState({ activePlane })
    const { axes, count } = planeView(grid, activePlane)
    const here = (): number => voxelOf(useView.getState())[axes[2]]
    goToEnd('first')
    expect(here()).toBe(0)
    goToEnd('last')
    expect(here()).toBe(count - 1)
    for (let step = 0; step < 3; step++) moveSlice(5)
    moveAcross(100)
    for (const [axis, at] of voxelOf(useView.getState()).entries()) {
      expect(at).toBeGreaterThanOrEqual(0)
      expect(at).toBeLessThan(grid.size[axis] as number)
    }
    goToVoxel([-5, 1000, 2])
    expect(voxelOf(useView.getState())).toEqual([0, grid.size[1] - 1, 2])
  })

  it('goes to a finding along its plane, or along the stored slices', () => {
    for (const plane of ['axial', 'coronal', 'sagittal'] as const) {
      goToPlace({ plane, slice: 1 })
      expect(voxelOf(useView.getState())[planeView(grid, plane).axes[2]]).toBe(1)
      expect(useView.getState().activePlane).toBe(plane)
    }
    goToPlace({ slice: 3 })
    expect(useView.getState().slice).toBe(3)
  })
})

describe('layout', () => {
  const layout = () => {
    const { layout: name, mainPane } = useView.getState()
    return [name, mainPane]
  }

  it('shows one viewport alone and goes back to what was before', () => {
    open(stored['prone'] as Grid)
    expect(layout()[0]).toBe('grid')
    toggleAlone('coronal')
    expect(layout()).toEqual(['single', 'coronal'])
    toggleAlone('scene')
    expect(layout()).toEqual(['single', 'scene'])
    toggleAlone('scene')
    expect(layout()[0]).toBe('grid')
    showMain('sagittal')
    toggleAlone('axial')
    toggleAlone('axial')
    expect(layout()[0]).toBe('main')
  })
})
